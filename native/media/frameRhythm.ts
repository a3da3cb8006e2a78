import type { MediaLimits } from "./limits";

/** How often pictures came lately: what a silence means depends on it. */
export interface FrameRhythm {
  /** A picture came. */
  beat(nowMs: number): void;
  /** How long after the last picture the stream counts as stalled. */
  stallMs(): number;
  /** Pictures a second over the last few of them; 0 as long as it is not known. */
  frameRate(): number;
  /** The source was opened again: the gap between was not its rhythm. */
  pause(): void;
}

/** The longest gap counts, and is slowly forgotten. */
const forgetting = 0.98;
const toleratedGaps = 4;
/** So many intervals, and the rhythm is known. */
const knownAfter = 8;
const averagedOver = 30;

export const frameRhythm = (limits: Pick<MediaLimits, "shortestStallMs" | "longestStallMs">): FrameRhythm => {
  let lastMs: number | null = null;
  let longestMs = 0;
  let times: number[] = [];
  let intervals = 0;
  return {
    beat: (nowMs) => {
      if (lastMs !== null) {
        longestMs = Math.max(nowMs - lastMs, longestMs * forgetting);
        intervals += 1;
      }
      lastMs = nowMs;
      times.push(nowMs);
      if (times.length > averagedOver) times.shift();
    },
    stallMs: () =>
      intervals < knownAfter
        ? limits.longestStallMs
        : Math.min(limits.longestStallMs, Math.max(limits.shortestStallMs, longestMs * toleratedGaps)),
    frameRate: () => {
      const passedMs = (times.at(-1) ?? 0) - (times[0] ?? 0);
      return times.length < 2 || passedMs <= 0 ? 0 : ((times.length - 1) * 1_000) / passedMs;
    },
    pause: () => {
      lastMs = null;
      times = [];
      longestMs = 0;
      intervals = 0;
    },
  };
};
