import type { Clock } from "../../../app/base/clock";
import type { MediaSource } from "../../../app/contract/media";
import type { Port } from "../../../app/contract/port";
import type { StreamPhaseMessage } from "../../../app/contract/stream";
import { failure, type Failure, type FailureKind } from "../../../app/domain/failure";
import { assertNever } from "../../../app/domain/result";
import type { MediaLimits } from "../limits";
import { phaseMessage } from "../phaseMessage";
import type { Run, Runner } from "../run";
import { firstState, isRunning, transition, type SessionEvent, type SessionState } from "../sessionState";
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
  let state: SessionState = firstState;
  let phase: StreamPhaseMessage = { kind: "phase", phase: "connecting" };
  let endedBecause: Failure | null = null;
  let run: Run | null = null;
  let insists = false;
  let lastSamplesMs = 0;
  let cancelTimer = (): void => undefined;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const stopping = new Set<Promise<void>>();

  const apply = (event: SessionEvent): void => {
    const before = state;
    state = transition(before, event, limits);
    if (state !== before) changed(before);
  };

  const end = (why: Failure | null): void => {
    endedBecause = why;
    apply({ kind: "end" });
  };

  const failed = (of: number, what: Failure): void => {
    if (of !== state.run) return;
    if (final.has(what.kind)) end(what);
    else apply({ kind: "failed", run: of, failure: what, nowMs: clock.monotonicMs(), random: around.random() });
  };

  const watchSamples = (of: number): void => {
    const quietMs = clock.monotonicMs() - lastSamplesMs;
    const restMs = limits.longestStallMs - quietMs;
    if (restMs <= 0) failed(of, failure("stalled", `no sound for ${Math.round(quietMs)} ms`));
    else cancelTimer = clock.after(restMs, () => watchSamples(of));
  };

  const armTimer = (): void => {
    cancelTimer();
    cancelTimer = () => undefined;
    const of = state.run;
    switch (state.kind) {
      case "connecting":
      case "loggingIn":
        cancelTimer = clock.after(limits.handshakeMs, () =>
          failed(of, failure("timedOut", "the camera never came to play")),
        );
        return;
      case "waitingForKeyFrame":
      case "live":
        lastSamplesMs = clock.monotonicMs();
        watchSamples(of);
        return;
      case "stalled":
      case "waitingToRetry":
      case "refused":
        if (state.retryInMs !== null)
          cancelTimer = clock.after(state.retryInMs, () => apply({ kind: "retryDue", run: of }));
        return;
      case "ended":
        return;
      default:
        assertNever(state);
    }
  };

  const stopRun = (): void => {
    if (run === null) return;
    const gone = run.stop();
    stopping.add(gone);
    void gone.then(() => stopping.delete(gone));
    run = null;
  };

  const beginRun = (): void => {
    const of = state.run;
    const order = { source, insists };
    insists = false;
    run = startSoundRun(order, around.runner, {
      certificateSeen: (sha256) => {
        source = { ...source, certificateSha256: sha256 };
        around.certificateSeen(sha256);
      },
      loggingIn: () => apply({ kind: "loggingIn", run: of }),
      playing: () => apply({ kind: "playing", run: of }),
      samples: (samples) => {
        if (of !== state.run) return;
        lastSamplesMs = clock.monotonicMs();
        apply({ kind: "keyFrame", run: of, nowMs: lastSamplesMs });
        for (const one of listeners) one.take(samples);
      },
      failed: (what) => failed(of, what),
    });
  };

  const tellPhase = (): void => {
    const told = phaseMessage(state, clock.nowUtcMs());
    phase = state.kind === "ended" && endedBecause !== null ? { ...told, failure: endedBecause } : told;
    for (const one of listeners) one.tell(phase);
    around.phaseChanged(phase);
  };

  const changed = (before: SessionState): void => {
    if (!isRunning(state) || state.run !== before.run) stopRun();
    armTimer();
    tellPhase();
    if (isRunning(state) && run === null) beginRun();
    if (state.kind !== "ended") return;
    for (const one of listeners) one.close();
    listeners.clear();
    void Promise.all(stopping).then(finish);
    around.ended();
  };

  const left = (who: Listener): void => {
    listeners.delete(who);
    // At once: the session at the camera may be wanted for a picture.
    if (listeners.size === 0) end(null);
  };

  armTimer();
  tellPhase();
  beginRun();

  return {
    open: (opened, port) => {
      source = { ...opened, certificateSha256: opened.certificateSha256 ?? source.certificateSha256 };
      const one: Listener = listener(port, () => left(one));
      listeners.add(one);
      const before = state;
      insists = state.kind === "refused";
      apply({ kind: "opened", sourceChanged: false });
      if (state === before) one.tell(phase);
    },
    end: (why) => end(why ?? null),
    phase: () => phase,
    finished,
  };
};
