import type { StreamFactsMessage } from "../../app/contract/stream";
import type { Making } from "./ffmpegArguments";
import type { PictureSize } from "./pictureSize";
import type { RelayTransport } from "./relay/parties";
import type { DescribedVideo } from "./relay/sdp";
import type { PictureLoad } from "./transcodeBudget";

/** Gathers what a tile shows of its stream on demand. */
export interface StreamFacts {
  described(video: DescribedVideo, load: PictureLoad, making: Making): void;
  playing(transport: RelayTransport): void;
  received(bytes: number): void;
  sized(size: PictureSize): void;
  clockSeen(cameraUtcMs: number, atUtcMs: number): void;
  reopened(): void;
  /** The message, when it says something new since the last call; null before a camera was described. */
  news(
    nowMs: number,
    frameRate: number,
    sessions: { readonly open: number; readonly limit: number | null },
    budget: { readonly usedCores: number; readonly cores: number },
  ): StreamFactsMessage | null;
  /** What was last told, for a tile that comes later. */
  told(): StreamFactsMessage | null;
}

const averagedMs = 3_000;

/** Two figures are enough for a person; more would make every second news. */
const twoFigures = (value: number): number => (value === 0 ? 0 : Number(value.toPrecision(2)));

export const streamFacts = (): StreamFacts => {
  let from: Pick<StreamFactsMessage, "encoding" | "audioEncoding" | "transcoding"> | null = null;
  let size: PictureSize = { widthPx: 0, heightPx: 0 };
  let transport: RelayTransport = "tcp";
  let clock: StreamFactsMessage["cameraClock"] = null;
  let reconnects = 0;
  let receivedBytes = 0;
  let samples: { readonly atMs: number; readonly bytes: number }[] = [];
  let told: StreamFactsMessage | null = null;
  let toldText = "";

  const bitRateKbps = (nowMs: number): number => {
    samples.push({ atMs: nowMs, bytes: receivedBytes });
    samples = samples.filter(({ atMs }) => nowMs - atMs <= averagedMs);
    const [oldest] = samples;
    if (oldest === undefined || oldest.atMs === nowMs) return 0;
    // Bytes in a millisecond times eight are kilobits in a second.
    return ((receivedBytes - oldest.bytes) * 8) / (nowMs - oldest.atMs);
  };

  return {
    described: (video, load, making) => {
      const transcoding = making.kind === "copy" ? "none" : making.encoder.hardware ? "hardware" : "software";
      from = { encoding: video.encoding, audioEncoding: video.audioEncoding, transcoding };
      size = load;
    },
    playing: (way) => {
      transport = way;
    },
    received: (bytes) => {
      receivedBytes += bytes;
    },
    sized: (seen) => {
      size = seen;
    },
    clockSeen: (cameraUtcMs, atUtcMs) => {
      clock = { cameraUtcMs, atUtcMs };
    },
    reopened: () => {
      reconnects += 1;
      samples = [];
    },
    news: (nowMs, frameRate, sessions, { usedCores, cores }) => {
      const kbps = bitRateKbps(nowMs);
      if (from === null) return null;
      const message: StreamFactsMessage = {
        kind: "facts",
        ...from,
        ...(from.transcoding === "none" ? {} : { transcodeBudget: { usedCores: twoFigures(usedCores), cores } }),
        widthPx: size.widthPx,
        heightPx: size.heightPx,
        frameRate: twoFigures(frameRate),
        bitRateKbps: twoFigures(kbps),
        transport,
        reconnects,
        deviceSessions: sessions.open,
        deviceSessionLimit: sessions.limit,
        cameraClock: clock,
      };
      const text = JSON.stringify(message);
      if (text === toldText) return null;
      toldText = text;
      told = message;
      return message;
    },
    told: () => told,
  };
};
