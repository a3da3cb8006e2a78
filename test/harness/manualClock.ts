import type { Clock } from "../../app/base/clock";

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves both times forward and runs what has become due, in order. */
  advance(byMs: number): void;
}

export const manualClock = (startUtcMs = Date.UTC(2026, 10, 24, 4)): ManualClock => {
  let monotonicMs = 0;
  let waiting: { readonly dueMs: number; readonly task: () => void }[] = [];
  return {
    nowUtcMs: () => startUtcMs + monotonicMs,
    monotonicMs: () => monotonicMs,
    after: (delayMs, task) => {
      const entry = { dueMs: monotonicMs + delayMs, task };
      waiting.push(entry);
      return () => {
        waiting = waiting.filter((other) => other !== entry);
      };
    },
    advance: (byMs) => {
      const untilMs = monotonicMs + byMs;
      for (;;) {
        const [next] = waiting.filter((entry) => entry.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
        if (next === undefined) break;
        waiting = waiting.filter((entry) => entry !== next);
        monotonicMs = Math.max(monotonicMs, next.dueMs);
        next.task();
      }
      monotonicMs = Math.max(monotonicMs, untilMs);
    },
  };
};
