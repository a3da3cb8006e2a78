import type { Clock } from "../base/clock";

/**
 * The workstation's time of day counted on by the clock that never jumps, so that the difference of two of its times is
 * a duration. When the time of day is set, {@link SteadyTime.takeJump} says by how much: whoever keeps a time of a
 * thing that goes on moves it by that, and its duration stays right under the new time of day.
 */
export interface SteadyTime {
  nowUtcMs(): number;
  /** How far the time of day was set forward since the last call; 0 when it was not. */
  takeJump(): number;
}

/** Less than this is the two clocks' drift, and slowly made up for. */
const jumpMs = 2_000;

export const createSteadyTime = (clock: Pick<Clock, "nowUtcMs" | "monotonicMs">): SteadyTime => {
  let anchorUtcMs = clock.nowUtcMs() - clock.monotonicMs();
  const now = (): number => Math.round(anchorUtcMs + clock.monotonicMs());
  return {
    nowUtcMs: now,
    takeJump: () => {
      const byMs = Math.round(clock.nowUtcMs() - now());
      if (Math.abs(byMs) < jumpMs) return 0;
      anchorUtcMs += byMs;
      return byMs;
    },
  };
};
