import type { Clock } from "../../app/base/clock";
import type { Log } from "../../app/base/log";
import type { MediaSource } from "../../app/contract/media";
import type { Port } from "../../app/contract/port";
import type { StreamPhaseMessage } from "../../app/contract/stream";
import { failure, type FailureKind } from "../../app/domain/failure";
import { assertNever } from "../../app/domain/result";
import { configurationInside, configuredParameterSet, configuredSize } from "./avcConfiguration";
import { frameRhythm } from "./frameRhythm";
import { gopCache } from "./gopCache";
import type { MediaLimits } from "./limits";
import type { MediaPart, MediaTag } from "./mediaPart";
import { startRun, type Run, type Runner } from "./run";
import { firstState, isRunning, transition, type SessionEvent, type SessionState } from "./sessionState";
import { phaseMessage } from "./phaseMessage";
import { streamFacts } from "./streamFacts";
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
  readonly runner: Runner;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: MediaLimits;
  /** How long a session without viewers goes on, ms. */
  readonly lingerMs: number;
  /** Rises with each session: who comes first is served first. */
  readonly arrival: number;
  /** In [0, 1): the chance in the back-off. */
  readonly random: () => number;
  /** Each new phase, for the station. */
  readonly phaseChanged: (message: StreamPhaseMessage) => void;
  readonly certificateSeen: (sha256: string) => void;
  readonly ended: () => void;
}

const factsEveryMs = 1_000;
/** The camera sent something within this time: it is not its silence. */
const recentMs = 300;

const sameSource = (one: MediaSource, other: MediaSource): boolean =>
  one.url === other.url &&
  one.transport === other.transport &&
  one.certificateSha256 === other.certificateSha256 &&
  one.credential?.userName === other.credential?.userName &&
  one.credential?.password === other.credential?.password;

export const startSession = (firstSource: MediaSource, around: SessionSurroundings): Session => {
  const { clock, limits, log } = around;
  const viewers = new Set<Viewer>();
  const cache = gopCache(limits);
  const rhythm = frameRhythm(limits);
  const facts = streamFacts();
  let source = firstSource;
  let state: SessionState = firstState;
  let phase: StreamPhaseMessage = { kind: "phase", phase: "connecting" };
  let run: Run | null = null;
  let configuration: MediaTag | null = null;
  /** The source was opened in ffmpeg's copy of H.265: a window that does not play it needs another. */
  let copiesH265 = false;
  let lastTagMs = 0;
  let lastReceivedMs = 0;
  let loggedFailure = "";
  let insists = false;
  let cancelTimer = (): void => undefined;
  let cancelFacts = (): void => undefined;
  let cancelLinger = (): void => undefined;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const stopping = new Set<Promise<void>>();

  const apply = (event: SessionEvent): void => {
    const before = state;
    state = transition(before, event, limits);
    if (state !== before) changed(before);
  };

  const failed = (of: number, kind: FailureKind, detail: string, part?: string): void =>
    apply({
      kind: "failed",
      run: of,
      failure: failure(kind, detail, part),
      nowMs: clock.monotonicMs(),
      random: around.random(),
    });

  /** Looks when the next thing could be wrong: no picture for too long, whether the camera sends or not. */
  const watchTags = (of: number): void => {
    const nowMs = clock.monotonicMs();
    const quietMs = nowMs - lastTagMs;
    const stallMs = rhythm.stallMs();
    const sends = nowMs - lastReceivedMs < recentMs && stallMs <= limits.shortestStallMs;
    if (quietMs >= stallMs) failed(of, "stalled", `no picture for ${Math.round(quietMs)} ms`);
    else if (quietMs >= limits.hungMs && sends)
      failed(of, "decoderFailed", "the camera sends, and ffmpeg makes no picture of it");
    else {
      const nextMs = quietMs < limits.hungMs ? limits.hungMs : stallMs;
      cancelTimer = clock.after(Math.max(1, Math.min(nextMs, stallMs) - quietMs), () => watchTags(of));
    }
  };

  const armTimer = (): void => {
    cancelTimer();
    cancelTimer = () => undefined;
    const of = state.run;
    switch (state.kind) {
      case "connecting":
      case "loggingIn":
        // What has to wait for its turn waits.
        if (state.kind === "connecting" && state.because !== null) return;
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
    cache.clear();
    configuration = null;
    copiesH265 = false;
    rhythm.pause();
    for (const one of viewers) one.fileEnded();
  };

  /** Other parameter sets in mid-stream: players want a new file for them. */
  const configure = (of: number, next: MediaTag): void => {
    if (configuration !== null) for (const one of viewers) one.fileEnded();
    configuration = next;
    if (cache.container() !== "flv") return;
    const size = configuredSize(next);
    if (size === null) return;
    facts.sized(size);
    const { widthPx, heightPx } = size;
    const playable = widthPx > 0 && heightPx > 0 && Math.max(widthPx, heightPx) <= limits.sidePx;
    if (!playable) failed(of, "unsupported", `pictures of ${widthPx}×${heightPx}`, "sps.size");
  };

  /** A camera may change its resolution with nothing but the parameter sets before a key frame. */
  const configureInside = (of: number, keyFrame: MediaTag): void => {
    if (cache.container() !== "flv" || configuration === null) return;
    const inside = configurationInside(keyFrame);
    if (inside === null) return;
    const before = configuredParameterSet(configuration);
    const now = configuredParameterSet(inside);
    if (before === null || now === null || before.equals(now)) return;
    cache.add(inside);
    configure(of, inside);
  };

  const take = (of: number, part: MediaPart): void => {
    if (of !== state.run) return;
    const isPicture = part.kind === "tag" && (part.content === "keyFrame" || part.content === "frame");
    if (part.kind === "tag" && part.content === "keyFrame") configureInside(of, part);
    // A size that is not played has ended the run.
    if (of !== state.run || !isRunning(state)) return;
    cache.add(part);
    if (part.kind === "header") return;
    if (part.content === "videoConfiguration") configure(of, part);
    if (!isPicture || !isRunning(state)) return;
    lastTagMs = clock.monotonicMs();
    rhythm.beat(lastTagMs);
    if (part.content === "keyFrame") apply({ kind: "keyFrame", run: of, nowMs: lastTagMs });
    for (const one of viewers) one.take(part);
  };

  const tellFacts = (): void => {
    cancelFacts();
    if (state.kind !== "live" || viewers.size === 0) return;
    const news = facts.news(clock.monotonicMs(), rhythm.frameRate(), around.runner.doors.sessions(source.deviceId));
    if (news !== null) for (const one of viewers) one.tell(news);
    cancelFacts = clock.after(factsEveryMs, tellFacts);
  };

  const beginRun = (): void => {
    const of = state.run;
    const order = { source, arrival: around.arrival, insists };
    insists = false;
    run = startRun(order, around.runner, {
      waiting: (why) => apply({ kind: "waiting", run: of, failure: why }),
      reached: () => apply({ kind: "reached", run: of }),
      certificateSeen: (sha256) => {
        // Held on to at once: what comes from now on has to show the same.
        source = { ...source, certificateSha256: sha256 };
        around.certificateSeen(sha256);
      },
      loggingIn: () => apply({ kind: "loggingIn", run: of }),
      described: (video, load, making) => {
        copiesH265 = making.container === "mpegts";
        facts.described(video, load, making);
        const large = Math.max(load.widthPx, load.heightPx);
        if (large > limits.sidePx)
          failed(of, "unsupported", `pictures of ${load.widthPx}×${load.heightPx}`, "sps.size");
      },
      playing: (transport) => {
        facts.playing(transport);
        apply({ kind: "playing", run: of });
      },
      received: (bytes) => {
        lastReceivedMs = clock.monotonicMs();
        facts.received(bytes);
      },
      senderReport: (cameraUtcMs) => facts.clockSeen(cameraUtcMs, clock.nowUtcMs()),
      part: (part) => take(of, part),
      failed: (why) =>
        apply({ kind: "failed", run: of, failure: why, nowMs: clock.monotonicMs(), random: around.random() }),
    });
  };

  /** A failure that goes on is logged once, not once a try. */
  const logPhase = (): void => {
    const fields = { sourceId: source.id, phase: phase.phase, run: state.run, failure: phase.failure };
    if (phase.failure !== undefined) {
      const text = `${phase.failure.kind} ${phase.failure.part ?? ""}`;
      if (text !== loggedFailure) log.warn(fields, "stream phase");
      loggedFailure = text;
    } else if (state.kind === "live" || state.kind === "ended") {
      loggedFailure = "";
      log.info(fields, "stream phase");
    }
  };

  const tellPhase = (): void => {
    const next = phaseMessage(state, clock.nowUtcMs());
    const known = next.retryAtUtcMs === undefined && next.phase === phase.phase && next.failure === phase.failure;
    phase = next;
    if (known && state.run > 1) return;
    logPhase();
    for (const one of viewers) one.tell(phase);
    around.phaseChanged(phase);
  };

  const changed = (before: SessionState): void => {
    if (!isRunning(state) || state.run !== before.run) stopRun();
    if (state.run !== before.run) facts.reopened();
    armTimer();
    tellPhase();
    if (state.kind === "live" && before.kind !== "live") tellFacts();
    if (isRunning(state) && run === null) beginRun();
    if (state.kind === "ended") {
      cancelLinger();
      cancelFacts();
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

  /** What the station now says, with what only the session knows; true when it has to be connected anew. */
  const renew = (opened: MediaSource): boolean => {
    // Of windows that differ the stricter wins, as long as there is one.
    const playsH265 = opened.playsH265 && (viewers.size === 0 || source.playsH265);
    const certificateSha256 = opened.certificateSha256 ?? source.certificateSha256;
    const next = { ...opened, playsH265, certificateSha256 };
    const changedNow = !sameSource(source, next) || (copiesH265 && !playsH265);
    source = next;
    return changedNow;
  };

  armTimer();
  tellPhase();
  beginRun();

  return {
    open: (opened, port) => {
      cancelLinger();
      const sourceChanged = renew(opened);
      const one: Viewer = viewer(
        port,
        cache,
        limits,
        () => clock.monotonicMs(),
        () => left(one),
      );
      const wasWatched = viewers.size > 0;
      viewers.add(one);
      const before = state;
      insists = state.kind === "refused";
      apply({ kind: "opened", sourceChanged });
      // A change was told to all viewers, this one among them.
      if (state === before) one.tell(phase);
      one.begin();
      const told = facts.told();
      if (told !== null) one.tell(told);
      if (!wasWatched) tellFacts();
    },
    end: () => apply({ kind: "end" }),
    phase: () => phase,
    finished,
  };
};
