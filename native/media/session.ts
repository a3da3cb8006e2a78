import type { Clock } from "../../app/base/clock";
import type { Log } from "../../app/base/log";
import type { MediaSource } from "../../app/contract/media";
import type { Port } from "../../app/contract/port";
import type { StreamPhaseMessage } from "../../app/contract/stream";
import { failure } from "../../app/domain/failure";
import { assertNever } from "../../app/domain/result";
import { startFfmpeg, type FfmpegRun, type FfmpegRunner } from "./ffmpegRun";
import type { FlvPart } from "./flv";
import { gopCache } from "./gopCache";
import type { MediaLimits } from "./limits";
import { firstState, isRunning, transition, type SessionEvent, type SessionState } from "./sessionState";
import { viewer, type Viewer } from "./viewer";

/** One source and all who watch it: one ffmpeg, one connection to the camera. */
export interface Session {
  /** Another viewer, or the first one again. A source that changed is connected anew. */
  open(source: MediaSource, port: Port): void;
  end(): void;
  /** Where it stands, as its viewers were last told. */
  phase(): StreamPhaseMessage;
  /** Resolves when every process of the session is gone. */
  readonly finished: Promise<void>;
}

export interface SessionSurroundings {
  readonly runner: FfmpegRunner;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: MediaLimits;
  /** How long a session without viewers goes on, ms. */
  readonly lingerMs: number;
  /** In [0, 1): the chance in the back-off. */
  readonly random: () => number;
  /** Each new phase, for the station. */
  readonly phaseChanged: (message: StreamPhaseMessage) => void;
  readonly ended: () => void;
}

const sameSource = (one: MediaSource, other: MediaSource): boolean =>
  one.url === other.url &&
  one.credential?.userName === other.credential?.userName &&
  one.credential?.password === other.credential?.password;

export const startSession = (firstSource: MediaSource, around: SessionSurroundings): Session => {
  const { clock, limits, log } = around;
  const viewers = new Set<Viewer>();
  const cache = gopCache(limits);
  let source = firstSource;
  let state: SessionState = firstState;
  let phase: StreamPhaseMessage = { kind: "phase", phase: "connecting" };
  let run: FfmpegRun | null = null;
  let configuration: Uint8Array | null = null;
  let lastTagMs = 0;
  let cancelTimer = (): void => undefined;
  let cancelLinger = (): void => undefined;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const stopping = new Set<Promise<void>>();

  const apply = (event: SessionEvent): void => {
    const before = state;
    state = transition(before, event, limits);
    if (state !== before) changed(before);
  };

  const failed = (of: number, kind: "timedOut" | "stalled", detail: string): void =>
    apply({
      kind: "failed",
      run: of,
      failure: failure(kind, detail),
      nowMs: clock.monotonicMs(),
      random: around.random(),
    });

  const watchTags = (of: number): void => {
    const restMs = lastTagMs + limits.stallMs - clock.monotonicMs();
    if (restMs <= 0) failed(of, "stalled", `no picture for ${limits.stallMs} ms`);
    else cancelTimer = clock.after(restMs, () => watchTags(of));
  };

  const armTimer = (): void => {
    cancelTimer();
    const of = state.run;
    switch (state.kind) {
      case "connecting":
      case "loggingIn":
        cancelTimer = clock.after(limits.handshakeMs, () => failed(of, "timedOut", "the camera never came to play"));
        return;
      case "waitingForKeyFrame":
        cancelTimer = clock.after(limits.keyFrameMs, () => failed(of, "stalled", "it plays, but no key frame comes"));
        return;
      case "live":
        watchTags(of);
        return;
      case "stalled":
      case "waitingToRetry":
        cancelTimer = clock.after(state.retryInMs, () => apply({ kind: "retryDue", run: of }));
        return;
      case "refused":
      case "ended":
        cancelTimer = () => undefined;
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
    cache.clear();
    configuration = null;
    for (const one of viewers) one.fileEnded();
  };

  const take = (of: number, part: FlvPart): void => {
    if (of !== state.run) return;
    cache.add(part);
    if (part.kind === "header") return;
    lastTagMs = clock.monotonicMs();
    if (part.content === "videoConfiguration") {
      // Other parameter sets in mid-stream: players want a new file for them.
      if (configuration !== null) for (const one of viewers) one.fileEnded();
      configuration = part.bytes;
    }
    if (part.content === "keyFrame") apply({ kind: "keyFrame", run: of, nowMs: lastTagMs });
    if (part.content === "keyFrame" || part.content === "frame") for (const one of viewers) one.take(part);
  };

  const startRun = (): void => {
    const of = state.run;
    run = startFfmpeg(source, around.runner, {
      loggingIn: () => apply({ kind: "loggingIn", run: of }),
      playing: () => apply({ kind: "playing", run: of }),
      part: (part) => take(of, part),
      failed: (why) =>
        apply({ kind: "failed", run: of, failure: why, nowMs: clock.monotonicMs(), random: around.random() }),
    });
  };

  const tellPhase = (): void => {
    phase = {
      kind: "phase",
      phase: state.kind,
      ...("failure" in state ? { failure: state.failure } : {}),
      ...(state.kind === "waitingToRetry" ? { retryAtUtcMs: clock.nowUtcMs() + state.retryInMs } : {}),
    };
    const fields = { sourceId: source.id, phase: state.kind, run: state.run, failure: phase.failure };
    if (phase.failure === undefined) log.info(fields, "stream phase");
    else log.warn(fields, "stream phase");
    for (const one of viewers) one.tellPhase(phase);
    around.phaseChanged(phase);
  };

  const changed = (before: SessionState): void => {
    if (!isRunning(state) || state.run !== before.run) stopRun();
    armTimer();
    tellPhase();
    if (isRunning(state) && run === null) startRun();
    if (state.kind === "ended") {
      cancelLinger();
      for (const one of viewers) one.close();
      viewers.clear();
      void Promise.all(stopping).then(finish);
      around.ended();
    }
  };

  const left = (who: Viewer): void => {
    viewers.delete(who);
    if (viewers.size === 0) cancelLinger = clock.after(around.lingerMs, () => apply({ kind: "end" }));
  };

  armTimer();
  tellPhase();
  startRun();

  return {
    open: (opened, port) => {
      cancelLinger();
      const sourceChanged = !sameSource(source, opened);
      source = opened;
      const one: Viewer = viewer(
        port,
        cache,
        limits,
        () => clock.monotonicMs(),
        () => left(one),
      );
      viewers.add(one);
      const before = state;
      apply({ kind: "opened", sourceChanged });
      // A change was told to all viewers, this one among them.
      if (state === before) one.tellPhase(phase);
      one.begin();
    },
    end: () => apply({ kind: "end" }),
    phase: () => phase,
    finished,
  };
};
