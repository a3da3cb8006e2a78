import type { MediaSource } from "../../app/contract/media";
import { failure, type Failure } from "../../app/domain/failure";
import { approach } from "./approach";
import type { DeviceDoors } from "./deviceDoors";
import type { Encoder } from "./encoders";
import type { Making } from "./ffmpegArguments";
import { startFfmpeg, type FfmpegProcess } from "./ffmpegProcess";
import type { MediaLimits } from "./limits";
import type { MediaPart } from "./mediaPart";
import { h264PictureSize, h265PictureSize, unplayableSize, type PictureSize } from "./pictureSize";
import type { RelayTransport } from "./relay/parties";
import type { Relay } from "./relay/relay";
import type { DescribedVideo } from "./relay/sdp";
import { transcodeCores, type PictureLoad, type TranscodeBudget } from "./transcodeBudget";

/** Who is told how a run fares. Nothing is told after `failed` or after `stop`. */
export interface RunListener {
  /** It waits for room, on the device or on this machine. */
  readonly waiting: (why: Failure) => void;
  /** The camera is reached, and it is its turn. */
  readonly reached: () => void;
  readonly certificateSeen: (sha256: string) => void;
  readonly loggingIn: () => void;
  readonly described: (video: DescribedVideo, load: PictureLoad, making: Making) => void;
  readonly playing: (transport: RelayTransport) => void;
  readonly received: (bytes: number) => void;
  readonly senderReport: (cameraUtcMs: number) => void;
  readonly part: (part: MediaPart) => void;
  readonly failed: (what: Failure) => void;
}

export interface Run {
  /** Ends it at once. Resolves when the process is gone. */
  stop(): Promise<void>;
}

/** What all runs of the media process share. */
export interface Runner {
  readonly ffmpegPath: string;
  /** Resolves once the relay listens. */
  readonly relay: Promise<Relay>;
  /** Chosen when it is first asked for: trying what the machine has would hold up the first pictures. */
  readonly encoder: () => Promise<Encoder>;
  readonly doors: DeviceDoors;
  readonly budget: TranscodeBudget;
  readonly limits: MediaLimits;
}

export interface RunOrder {
  readonly source: MediaSource;
  readonly arrival: number;
  /** A person asked for it. */
  readonly insists: boolean;
}

/** The size as described, where it is: what nobody could play is refused before ffmpeg makes room for it. */
const describedSize = ({ encoding, parameterSet }: DescribedVideo): PictureSize | null => {
  if (parameterSet === null || encoding === "JPEG") return null;
  return encoding === "H264" ? h264PictureSize(parameterSet) : h265PictureSize(parameterSet);
};

/**
 * One attempt at a source, from the first knock to the end:
 *
 *     approach (door, TCP, login, DESCRIBE) ─► (room to transcode) ─► ffmpeg ─► pictures
 *
 * A source that has to wait for room to transcode lets go of the camera and comes again when there is room.
 */
export const startRun = (order: RunOrder, runner: Runner, listener: RunListener): Run => {
  const { source } = order;
  const { limits, budget } = runner;
  let over = false;
  let ffmpeg: FfmpegProcess | null = null;
  let giveBackRoom = (): void => undefined;
  let hasRoom = false;

  const part = (): void => {
    over = true;
    way.end();
    ffmpeg?.kill();
    giveBackRoom();
  };
  const fail = (what: Failure): void => {
    if (over) return;
    part();
    listener.failed(what);
  };
  const unlessOver =
    <Values extends readonly unknown[]>(then: (...values: Values) => void) =>
    (...values: Values): void => {
      if (!over) then(...values);
    };

  const spawn = (making: Making): void => {
    const relayUrl = way.url();
    if (relayUrl === null) return;
    ffmpeg = startFfmpeg({ ffmpegPath: runner.ffmpegPath, relayUrl, making }, limits.flvTagBytes, {
      part: unlessOver(listener.part),
      failed: fail,
    });
  };

  const awaitRoom = (cores: number): void => {
    giveBackRoom = budget.ask(cores, () => {
      hasRoom = true;
      // Later, so that the answer of `ask` is known; and again from the start when the camera was let go.
      queueMicrotask(unlessOver(() => (way.url() === null ? way.comeAgain() : undefined)));
    });
    if (hasRoom) return;
    way.stepBack();
    listener.waiting(failure("unsupported", "this machine transcodes as much as it can: it waits", "transcode.budget"));
  };

  const described = async (video: DescribedVideo): Promise<void> => {
    const size = describedSize(video);
    const unplayable = size === null ? null : unplayableSize(size, limits);
    if (unplayable !== null) {
      fail(unplayable);
      return;
    }
    const load = { widthPx: size?.widthPx ?? 0, heightPx: size?.heightPx ?? 0, frameRate: video.frameRate };
    const copies = video.encoding === "H264" || (video.encoding === "H265" && source.playsH265);
    if (copies) {
      const making: Making = { kind: "copy", container: video.encoding === "H264" ? "flv" : "mpegts" };
      listener.described(video, load, making);
      spawn(making);
      return;
    }
    const encoder = await runner.encoder();
    if (over) return;
    if (!hasRoom) awaitRoom(transcodeCores(load, limits));
    if (!hasRoom) return;
    const making: Making = { kind: "transcode", container: "flv", encoder };
    listener.described(video, load, making);
    spawn(making);
  };

  const way = approach<DescribedVideo>(
    { ...order, admit: (relay, camera, party) => relay.admit(camera, party) },
    runner,
    {
      full: (limit) => listener.waiting(failure("sessionLimit", `the device takes ${limit} sessions: it waits`)),
      reached: listener.reached,
      certificateSeen: listener.certificateSeen,
      loggingIn: listener.loggingIn,
      described: (video) => void described(video),
      playing: listener.playing,
      received: listener.received,
      senderReport: listener.senderReport,
      failed: fail,
    },
  );

  return {
    stop: async () => {
      if (!over) part();
      await ffmpeg?.gone;
    },
  };
};
