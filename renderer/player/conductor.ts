import { watchArrivals } from "./arrivals";
import { calmed, paceStart, ranDry, rateOf, shiftOf } from "./pace";
import { createRefreshBeat } from "./refreshBeat";
import { sharedTicker, tickMs, type Ticker } from "./ticker";

/** What the conductor needs of a `<video>`. */
export type PacedVideo = Pick<
  HTMLVideoElement,
  | "buffered"
  | "currentTime"
  | "playbackRate"
  | "paused"
  | "seeking"
  | "readyState"
  | "requestVideoFrameCallback"
  | "cancelVideoFrameCallback"
  | "addEventListener"
  | "removeEventListener"
>;

/** One tile that is kept in step. */
export interface Paced {
  /** Bytes of the next picture came and are about to be handed to the player. */
  arriving(): void;
  /** Another file begins. */
  began(): void;
  leave(): void;
}

/** What is known of a tile beside its video. */
export interface PacedFacts {
  /** Pictures a second, as media counted them; 0 while it is not known. */
  frameRate(): number;
  /** Frames of this file that came too late for the screen. */
  lateFrames(): number;
}

/**
 * Plays every tile of the window as near to its camera as its arrivals allow, and the tiles of one frame rate in step:
 * their pictures fall on the same refresh of the screen, which is then drawn anew half as often (decision 0006).
 */
export interface Conductor {
  join(video: PacedVideo, facts: PacedFacts): Paced;
}

/** A file's first seconds are a burst and a jump: nothing is learnt of them, ms. */
const settleMs = 1_500;
/** A file that begins further behind than this jumps, once: by its rate alone it would be late for ten seconds. */
const jumpFromMs = 200;
/** As many frames too late between two looks say that more must be held ready. */
const fewLate = 2;
/** No picture for so long, ms: the tile is in trouble, and is left alone. */
const silentMs = 1_000;

const haveFutureData = 3;

interface Player {
  readonly video: PacedVideo;
  /** @param untilNextMs as far as can be told: ticks of a covered window may come late */
  look(nowMs: number, untilNextMs: number, beatMs: number | null): void;
}

export const createConductor = (ticker: Ticker, monotonicMs: () => number): Conductor => {
  const players = new Set<Player>();
  const refresh = createRefreshBeat();
  let stopTicking: (() => void) | null = null;
  let turn = 0;
  let lastTickMs = monotonicMs();
  let cancelSample = (): void => undefined;

  /** One tile a tick tells when its picture is expected on the screen: a callback per frame and tile would cost. */
  const sample = (): void => {
    cancelSample();
    const next = [...players][turn++ % players.size];
    if (next === undefined) return;
    const handle = next.video.requestVideoFrameCallback((_now, { expectedDisplayTime }) => {
      refresh.expected(expectedDisplayTime);
    });
    cancelSample = () => {
      next.video.cancelVideoFrameCallback(handle);
    };
  };

  const tick = (): void => {
    const nowMs = monotonicMs();
    sample();
    const untilNextMs = Math.max(tickMs, nowMs - lastTickMs);
    for (const player of players) player.look(nowMs, untilNextMs, refresh.beatMs);
    lastTickMs = nowMs;
  };

  const join = (video: PacedVideo, facts: PacedFacts): Paced => {
    const arrivals = watchArrivals();
    let state = paceStart(monotonicMs());
    let beganAtMs = monotonicMs();
    let cameAtMs = beganAtMs;
    let late = facts.lateFrames();
    let caughtUp = false;
    let leftMs = 0;

    const settled = (nowMs: number): boolean => nowMs - beganAtMs > settleMs;
    const setRate = (rate: number): void => {
      if (video.playbackRate !== rate) video.playbackRate = rate;
    };
    const onWaiting = (): void => {
      const nowMs = monotonicMs();
      if (settled(nowMs) && !video.seeking && nowMs - cameAtMs < silentMs) state = ranDry(state, nowMs);
    };
    const onSeeking = (): void => {
      beganAtMs = monotonicMs();
    };

    const player: Player = {
      video,
      look: (nowMs, untilNextMs, beatMs) => {
        const lateBefore = late;
        late = facts.lateFrames();
        const { seen } = arrivals;
        const plays = !video.paused && !video.seeking && video.readyState >= haveFutureData;
        if (seen === null || !plays || !settled(nowMs) || nowMs - cameAtMs > silentMs) {
          setRate(1);
          leftMs = 0;
          return;
        }
        state = late - lateBefore >= fewLate ? ranDry(state, nowMs) : calmed(state, nowMs);
        const behindMs = monotonicMs() - video.currentTime * 1_000;
        const shiftMs = shiftOf(state, {
          spareMs: seen.lateMs + behindMs,
          dueMs: seen.endMs + behindMs,
          periodMs: seen.periodMs,
          beatMs,
          leftMs,
        });
        const jumps = !caughtUp && shiftMs < -jumpFromMs;
        caughtUp = true;
        const rate = jumps ? 1 : rateOf(shiftMs, untilNextMs);
        leftMs = jumps || rate === 1 ? 0 : shiftMs - (1 - rate) * untilNextMs;
        setRate(rate);
        if (jumps) video.currentTime -= shiftMs / 1_000;
      },
    };

    video.addEventListener("waiting", onWaiting);
    video.addEventListener("seeking", onSeeking);
    players.add(player);
    stopTicking ??= ticker.subscribe(tick);

    return {
      arriving: () => {
        const { buffered } = video;
        if (buffered.length === 0) return;
        cameAtMs = monotonicMs();
        arrivals.came(buffered.end(buffered.length - 1) * 1_000, cameAtMs, facts.frameRate());
      },
      began: () => {
        beganAtMs = monotonicMs();
        late = 0;
        caughtUp = false;
        arrivals.forget();
        setRate(1);
      },
      leave: () => {
        video.removeEventListener("waiting", onWaiting);
        video.removeEventListener("seeking", onSeeking);
        players.delete(player);
        if (players.size > 0) return;
        cancelSample();
        stopTicking?.();
        stopTicking = null;
      },
    };
  };

  return { join };
};

export const sharedConductor = createConductor(sharedTicker, () => performance.now());
