import type { MediaSource } from "../../../app/contract/media";
import { failure, type Failure } from "../../../app/domain/failure";
import { approach } from "../approach";
import { spawnFfmpeg, type FfmpegProcess } from "../ffmpegProcess";
import type { DescribedTrack } from "../relay/sdp";
import type { Run, Runner } from "../run";
import { soundArguments } from "./soundArguments";
import { wholeSamples } from "./wholeSamples";

/** Who is told how it fares. Nothing is told after `failed` or after `stop`. */
export interface SoundRunListener {
  readonly certificateSeen: (sha256: string) => void;
  readonly loggingIn: () => void;
  readonly playing: () => void;
  /** Whole samples, as they come. */
  readonly samples: (samples: Uint8Array) => void;
  readonly failed: (what: Failure) => void;
}

/** Behind every picture that waits for a session of the device. */
const lastOfAll = Number.MAX_SAFE_INTEGER;

/**
 * One attempt at the sound of a source, through the same doors and relay as a picture: the camera is asked for its audio
 * alone. Where the device has no session free, it fails with `sessionLimit` at once instead of waiting.
 */
export const startSoundRun = (
  { source, insists }: { readonly source: MediaSource; readonly insists: boolean },
  runner: Pick<Runner, "ffmpegPath" | "relay" | "doors">,
  listener: SoundRunListener,
): Run => {
  let over = false;
  let ffmpeg: FfmpegProcess | null = null;

  const part = (): void => {
    over = true;
    way.end();
    ffmpeg?.kill();
  };
  const fail = (what: Failure): void => {
    if (over) return;
    part();
    listener.failed(what);
  };

  const decode = (): void => {
    const url = way.url();
    if (url === null) return;
    const cut = wholeSamples();
    ffmpeg = spawnFfmpeg(runner.ffmpegPath, soundArguments(url), {
      bytes: (chunk) => {
        for (const piece of over ? [] : cut(chunk)) listener.samples(piece);
      },
      failed: fail,
    });
  };

  const way = approach<DescribedTrack>(
    { source, insists, arrival: lastOfAll, admit: (relay, camera, party) => relay.admitSound(camera, party) },
    runner,
    {
      full: (limit) => fail(failure("sessionLimit", `the device takes ${limit} sessions, all for pictures`)),
      reached: () => undefined,
      certificateSeen: listener.certificateSeen,
      loggingIn: listener.loggingIn,
      described: decode,
      playing: listener.playing,
      received: () => undefined,
      senderReport: () => undefined,
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
