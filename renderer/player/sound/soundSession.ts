import type { StreamQuality } from "../../../app/contract/device";
import type { Port } from "../../../app/contract/port";
import { soundToWindow, type SoundFromWindow, type SoundToWindow } from "../../../app/contract/sound";
import type { StreamPhaseMessage } from "../../../app/contract/stream";
import { failure, type Failure } from "../../../app/domain/failure";
import type { Station } from "../../station";
import { reopenAfterMs } from "../streamSession";
import type { Ticker } from "../ticker";

/** What can be said of the sound of a tile that is listened to. */
export type SoundState =
  | { readonly kind: "connecting" }
  | { readonly kind: "sounding" }
  /** It was heard, or nearly, and comes back by itself. */
  | { readonly kind: "interrupted"; readonly failure: Failure | null }
  /** Over; only a person can ask again. */
  | { readonly kind: "unavailable"; readonly failure: Failure };

export interface SoundSessionParts {
  readonly station: Station;
  readonly ticker: Ticker;
  readonly openChannel: () => { readonly ours: Port; readonly theirs: Port };
  /** Samples of 16 bits at `soundRateHz`. */
  readonly play: (samples: Int16Array<ArrayBuffer>) => void;
  readonly onState: (state: SoundState) => void;
  readonly monotonicMs: () => number;
}

/** Sound that does not come for so long is said to be interrupted, ms. */
const quietMs = 1_500;
/** A port that brings nothing at all for so long is taken for dead, ms; media says something sooner than that. */
const deadMs = 30_000;
/** Heard and not told to media yet; a tenth of what media lets be under way. */
const acknowledgeEveryBytes = 1_600;

const comesBack = (why: Failure): boolean => why.kind === "processLost" || why.kind === "timedOut";

/**
 * One window's hearing of one camera: asks the station for the sound, plays what comes, acknowledges it, and asks again
 * when the port closes or media comes back. The sub stream is asked first, the main one where that holds no sound.
 * Answers how to end it.
 */
export const listenTo = (cameraId: string, parts: SoundSessionParts): (() => void) => {
  const { station, ticker } = parts;
  let over = false;
  let port: Port | null = null;
  let quality: StreamQuality = "sub";
  let takenBytes = 0;
  let acknowledgedBytes = 0;
  let messageAtMs = parts.monotonicMs();
  let soundAtMs = messageAtMs;
  let tries = 0;
  let retry: ReturnType<typeof setTimeout> | null = null;
  let state: SoundState = { kind: "connecting" };

  const tell = (next: SoundState): void => {
    const known = "failure" in next && "failure" in state ? next.failure?.kind === state.failure?.kind : true;
    if (next.kind === state.kind && known) return;
    state = next;
    parts.onState(next);
  };

  const leavePort = (): void => {
    port?.post({ kind: "close" } satisfies SoundFromWindow);
    port?.close();
    port = null;
  };

  const giveUp = (why: Failure): void => {
    stop();
    tell({ kind: "unavailable", failure: why });
  };

  const lose = (why: Failure): void => {
    leavePort();
    tell({ kind: "interrupted", failure: why });
    const pauseMs = reopenAfterMs[Math.min(tries, reopenAfterMs.length - 1)] ?? deadMs;
    tries += 1;
    if (retry !== null) clearTimeout(retry);
    retry = setTimeout(ask, pauseMs);
  };

  const ended = (why: Failure | null): void => {
    if (why === null) lose(failure("connectionLost"));
    else if (why.kind === "noAudio" && quality === "sub") {
      leavePort();
      quality = "main";
      ask();
    } else giveUp(why);
  };

  const phased = ({ phase, failure: told }: StreamPhaseMessage): void => {
    const why = (told as Failure | undefined) ?? null;
    switch (phase) {
      case "ended":
        ended(why);
        return;
      case "refused":
        giveUp(why ?? failure("credentialsRefused"));
        return;
      case "stalled":
      case "waitingToRetry":
        tell({ kind: "interrupted", failure: why });
        return;
      case "connecting":
      case "loggingIn":
      case "waitingForKeyFrame":
      case "live":
        // Only what is heard is called so.
        return;
    }
  };

  /** Media is our own process: the shape of sound is not checked again, twenty-five times a second. */
  const received = (message: SoundToWindow): void => {
    messageAtMs = parts.monotonicMs();
    if (message.kind !== "sound") {
      const read = soundToWindow.safeParse(message);
      if (read.success && read.data.kind === "phase") phased(read.data);
      return;
    }
    const { buffer, byteOffset, byteLength } = message.bytes as Uint8Array<ArrayBuffer>;
    soundAtMs = messageAtMs;
    tries = 0;
    takenBytes += byteLength;
    parts.play(new Int16Array(buffer.slice(byteOffset, byteOffset + byteLength)));
    if (takenBytes - acknowledgedBytes >= acknowledgeEveryBytes) {
      acknowledgedBytes = takenBytes;
      port?.post({ kind: "acknowledge", bytes: takenBytes } satisfies SoundFromWindow);
    }
    tell({ kind: "sounding" });
  };

  const ask = (): void => {
    if (retry !== null) clearTimeout(retry);
    retry = null;
    if (over || port !== null) return;
    const { ours, theirs } = parts.openChannel();
    port = ours;
    takenBytes = 0;
    acknowledgedBytes = 0;
    messageAtMs = parts.monotonicMs();
    ours.onMessage((message) => {
      if (port === ours) received(message as SoundToWindow);
    });
    ours.onClose(() => {
      if (port === ours) lose(failure("processLost"));
    });
    void station.request("streams.listen", { cameraId, quality }, theirs).then((result) => {
      if (port !== ours || result.ok) return;
      if (comesBack(result.error)) lose(result.error);
      else giveUp(result.error);
    });
  };

  const stops = [
    ticker.subscribe(() => {
      const nowMs = parts.monotonicMs();
      if (state.kind === "sounding" && nowMs - soundAtMs > quietMs) tell({ kind: "interrupted", failure: null });
      if (port !== null && nowMs - messageAtMs > deadMs) lose(failure("connectionLost"));
    }),
    station.onEvent("media.changed", ({ ready }) => {
      if (ready) ask();
      else if (port !== null) lose(failure("processLost"));
    }),
    station.onState(({ state: now }) => {
      if (now === "ready") ask();
    }),
  ];

  const stop = (): void => {
    over = true;
    for (const each of stops) each();
    if (retry !== null) clearTimeout(retry);
    leavePort();
  };

  ask();
  return stop;
};
