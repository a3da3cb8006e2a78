import type { Clock } from "../../../app/base/clock";
import type { MediaSource } from "../../../app/contract/media";
import type { Port } from "../../../app/contract/port";
import type { StreamPhaseMessage } from "../../../app/contract/stream";
import { failure, type Failure, type FailureKind } from "../../../app/domain/failure";
import type { MediaLimits } from "../limits";
import { phaseMessage } from "../phaseMessage";
import type { Run, Runner } from "../run";
import { runLife, within, withinHandshake, type Look } from "../runLife";
import type { SessionState } from "../sessionState";
import { listener, type Listener } from "./listener";
import { startSoundRun } from "./soundRun";

/** The sound of one source and all windows that hear it: one ffmpeg, one session at the camera. */
export interface Listening {
  open(source: MediaSource, port: Port): void;
  /** With a reason the windows are told it, and do not ask again by themselves. */
  end(why?: Failure): void;
  phase(): StreamPhaseMessage;
  /** Resolves when every process of it is gone. */
  readonly finished: Promise<void>;
}

export interface ListeningSurroundings {
  readonly runner: Pick<Runner, "ffmpegPath" | "relay" | "doors">;
  readonly clock: Clock;
  readonly limits: MediaLimits;
  /** In [0, 1): the chance in the back-off. */
  readonly random: () => number;
  readonly phaseChanged: (message: StreamPhaseMessage) => void;
  readonly certificateSeen: (sha256: string) => void;
  readonly ended: () => void;
}

/** Told and left: another try would take a session that pictures may want, or find the same again. */
const final = new Set<FailureKind>(["noAudio", "unsupported", "sessionLimit"]);

/**
 * Lives as a picture's session does (sessionState.ts; the first samples are its key frame), but ends with its last
 * listener, and for good where the camera has no sound or the device no session for it.
 */
export const startListening = (firstSource: MediaSource, around: ListeningSurroundings): Listening => {
  const { clock, limits } = around;
  const listeners = new Set<Listener>();
  let source = firstSource;
  let phase: StreamPhaseMessage = { kind: "phase", phase: "connecting" };
  let endedBecause: Failure | null = null;
  let lastSamplesMs = 0;

  const end = (why: Failure | null): void => {
    endedBecause = why;
    life.end();
  };

  const failed = (of: number, what: Failure): void => {
    if (final.has(what.kind) && of === life.state().run) end(what);
    else life.fail(of, what);
  };

  const look = (state: SessionState, forMs: number): Look => {
    if (state.kind === "connecting" || state.kind === "loggingIn") return withinHandshake(limits, forMs);
    const quietMs = Math.min(forMs, clock.monotonicMs() - lastSamplesMs);
    return within(limits.longestStallMs, quietMs, failure("stalled", `no sound for ${Math.round(quietMs)} ms`));
  };

  const begin = (of: number, insists: boolean): Run =>
    startSoundRun({ source, insists }, around.runner, {
      certificateSeen: (sha256) => {
        source = { ...source, certificateSha256: sha256 };
        around.certificateSeen(sha256);
      },
      loggingIn: () => life.apply({ kind: "loggingIn", run: of }),
      playing: () => life.apply({ kind: "playing", run: of }),
      samples: (samples) => {
        if (!life.isPresent(of)) return;
        lastSamplesMs = clock.monotonicMs();
        life.apply({ kind: "keyFrame", run: of, nowMs: lastSamplesMs });
        for (const one of listeners) one.take(samples);
      },
      failed: (what) => failed(of, what),
    });

  const tellPhase = (state: SessionState): void => {
    const told = phaseMessage(state, clock.nowUtcMs());
    phase = state.kind === "ended" && endedBecause !== null ? { ...told, failure: endedBecause } : told;
    for (const one of listeners) one.tell(phase);
    around.phaseChanged(phase);
  };

  const life = runLife({
    clock,
    limits,
    random: around.random,
    begin,
    look,
    stopped: () => undefined,
    changed: tellPhase,
    ended: () => {
      for (const one of listeners) one.close();
      listeners.clear();
      around.ended();
    },
  });

  const left = (who: Listener): void => {
    listeners.delete(who);
    // At once: the session at the camera may be wanted for a picture.
    if (listeners.size === 0) end(null);
  };

  life.start();

  return {
    open: (opened, port) => {
      source = { ...opened, certificateSha256: opened.certificateSha256 ?? source.certificateSha256 };
      const one: Listener = listener(port, () => left(one));
      listeners.add(one);
      if (!life.open(false)) one.tell(phase);
    },
    end: (why) => end(why ?? null),
    phase: () => phase,
    finished: life.finished,
  };
};
