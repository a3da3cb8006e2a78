import type { Clock } from "../../app/base/clock";
import type { Log } from "../../app/base/log";
import type { MediaSource } from "../../app/contract/media";
import type { Port } from "../../app/contract/port";
import type { StreamFrames, StreamPhaseMessage } from "../../app/contract/stream";
import { failure } from "../../app/domain/failure";
import { configuredSize } from "./avcConfiguration";
import { frameRhythm } from "./frameRhythm";
import { gopCache } from "./gopCache";
import type { MediaLimits } from "./limits";
import type { MediaPart, MediaTag } from "./mediaPart";
import { parameterSets } from "./parameterSets";
import { unplayableSize } from "./pictureSize";
import { pictureForms } from "./pictureForm";
import { renewedSource, sameConnection } from "./renewedSource";
import { startRun, type Run, type Runner } from "./run";
import { runLife, within, withinHandshake, type Look } from "./runLife";
import type { SessionState } from "./sessionState";
import { phaseLog, phaseMessage } from "./phaseMessage";
import { streamFacts } from "./streamFacts";
import { viewer, type Viewer } from "./viewer";

/** One source and all who watch it: one ffmpeg, one connection to the camera. */
export interface Session {
  /** Another viewer, or the first one again. A source that changed is connected anew. */
  open(source: MediaSource, port: Port, frames: StreamFrames): void;
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

export const startSession = (firstSource: MediaSource, around: SessionSurroundings): Session => {
  const { clock, limits, log } = around;
  const viewers = new Set<Viewer>();
  const cache = gopCache(limits);
  const rhythm = frameRhythm(limits);
  const facts = streamFacts();
  const sets = parameterSets();
  const logPhase = phaseLog(log, firstSource.id);
  let source = firstSource;
  let phase: StreamPhaseMessage = { kind: "phase", phase: "connecting" };
  /** The source was opened in ffmpeg's copy of H.265: a window that does not play it needs another. */
  let copiesH265 = false;
  let lastTagMs = 0;
  let lastReceivedMs = 0;
  let cancelFacts = (): void => undefined;
  let cancelLinger = (): void => undefined;

  /** No picture for too long, whether the camera sends or not? */
  const lookForTags = (): Look => {
    const nowMs = clock.monotonicMs();
    const quietMs = nowMs - lastTagMs;
    const stallMs = rhythm.stallMs();
    if (quietMs >= stallMs) return failure("stalled", `no picture for ${Math.round(quietMs)} ms`);
    const sends = nowMs - lastReceivedMs < recentMs && stallMs <= limits.shortestStallMs;
    if (quietMs >= limits.hungMs && sends)
      return failure("decoderFailed", "the camera sends, and ffmpeg makes no picture of it");
    const nextMs = quietMs < limits.hungMs ? limits.hungMs : stallMs;
    return Math.max(1, Math.min(nextMs, stallMs) - quietMs);
  };

  const look = (state: SessionState, forMs: number): Look => {
    // What has to wait for its turn waits.
    if (state.kind === "connecting" && state.because !== null) return null;
    if (state.kind === "live") return lookForTags();
    return state.kind === "waitingForKeyFrame"
      ? within(limits.keyFrameMs, forMs, failure("stalled", "it plays, but no key frame comes"))
      : withinHandshake(limits, forMs);
  };

  /** Other parameter sets in mid-stream: players want a new file for them. */
  const configure = (of: number, next: MediaTag): void => {
    if (sets.take(next)) for (const one of viewers) one.fileEnded();
    const size = cache.container() === "flv" ? configuredSize(next) : null;
    if (size === null) return;
    facts.sized(size);
    const unplayable = unplayableSize(size, limits);
    if (unplayable !== null) life.fail(of, unplayable);
  };

  const take = (of: number, part: MediaPart): void => {
    if (!life.isPresent(of)) return;
    const isPicture = part.kind === "tag" && (part.content === "keyFrame" || part.content === "frame");
    if (part.kind === "tag" && part.content === "keyFrame" && cache.container() === "flv") {
      const inside = sets.otherInside(part);
      if (inside !== null) {
        cache.add(inside);
        configure(of, inside);
      }
    }
    // A size that is not played has ended the run.
    if (!life.isPresent(of)) return;
    cache.add(part);
    if (part.kind === "header") return;
    if (part.content === "videoConfiguration") configure(of, part);
    if (!isPicture || !life.isPresent(of)) return;
    lastTagMs = clock.monotonicMs();
    rhythm.beat(lastTagMs);
    if (part.content === "keyFrame") life.apply({ kind: "keyFrame", run: of, nowMs: lastTagMs });
    for (const one of viewers) one.take(part);
  };

  const tellFacts = (): void => {
    cancelFacts();
    if (life.state().kind !== "live" || viewers.size === 0) return;
    const { doors, budget } = around.runner;
    const sessions = doors.sessions(source.deviceId);
    const news = facts.news(clock.monotonicMs(), rhythm.frameRate(), sessions, budget.stand());
    if (news !== null) for (const one of viewers) one.tell(news);
    cancelFacts = clock.after(factsEveryMs, tellFacts);
  };

  const begin = (of: number, insists: boolean): Run => {
    const order = { source, arrival: around.arrival, insists };
    return startRun(order, around.runner, {
      waiting: (why) => life.apply({ kind: "waiting", run: of, failure: why }),
      reached: () => life.apply({ kind: "reached", run: of }),
      certificateSeen: (sha256) => {
        // Held on to at once: what comes from now on has to show the same.
        source = { ...source, certificateSha256: sha256 };
        around.certificateSeen(sha256);
      },
      loggingIn: () => life.apply({ kind: "loggingIn", run: of }),
      described: (video, load, making) => {
        copiesH265 = making.container === "mpegts";
        facts.described(video, load, making);
      },
      playing: (transport) => {
        facts.playing(transport);
        life.apply({ kind: "playing", run: of });
      },
      received: (bytes) => {
        lastReceivedMs = clock.monotonicMs();
        facts.received(bytes);
      },
      senderReport: (cameraUtcMs) => facts.clockSeen(cameraUtcMs, clock.nowUtcMs()),
      part: (part) => take(of, part),
      failed: (why) => life.fail(of, why),
    });
  };

  const tellPhase = (state: SessionState): void => {
    const next = phaseMessage(state, clock.nowUtcMs());
    const known = next.retryAtUtcMs === undefined && next.phase === phase.phase && next.failure === phase.failure;
    phase = next;
    if (known && state.run > 1) return;
    logPhase(phase, state.run);
    for (const one of viewers) one.tell(phase);
    around.phaseChanged(phase);
  };

  const life = runLife({
    clock,
    limits,
    random: around.random,
    begin,
    look,
    stopped: () => {
      cache.clear();
      sets.forget();
      copiesH265 = false;
      rhythm.pause();
      for (const one of viewers) one.fileEnded();
    },
    changed: (state, before) => {
      if (state.run !== before.run) facts.reopened();
      tellPhase(state);
      if (state.kind === "live" && before.kind !== "live") tellFacts();
    },
    ended: () => {
      cancelLinger();
      cancelFacts();
      for (const one of viewers) one.close();
      viewers.clear();
      around.ended();
    },
  });

  const left = (who: Viewer): void => {
    viewers.delete(who);
    if (viewers.size === 0) cancelLinger = clock.after(around.lingerMs, life.end);
  };

  /** True when it has to be connected anew. */
  const renew = (opened: MediaSource): boolean => {
    const next = renewedSource(source, opened, viewers.size > 0);
    const changedNow = !sameConnection(source, next) || (copiesH265 && !next.playsH265);
    source = next;
    return changedNow;
  };

  life.start();

  return {
    open: (opened, port, frames) => {
      cancelLinger();
      const sourceChanged = renew(opened);
      const one: Viewer = viewer(
        port,
        pictureForms[frames],
        cache,
        limits,
        () => clock.monotonicMs(),
        () => left(one),
      );
      const wasWatched = viewers.size > 0;
      viewers.add(one);
      // A change was told to all viewers, this one among them.
      if (!life.open(sourceChanged)) one.tell(phase);
      one.begin();
      const told = facts.told();
      if (told !== null) one.tell(told);
      if (!wasWatched) tellFacts();
    },
    end: life.end,
    phase: () => phase,
    finished: life.finished,
  };
};
