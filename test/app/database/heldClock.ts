import type { Clock } from "../../../app/base/clock";

interface Task {
  readonly dueMs: number;
  readonly run: () => void;
}

/** A clock that stands until it is moved. */
export const createHeldClock = (startUtcMs: number): Clock & { advance(byMs: number): void } => {
  let nowMs = 0;
  const tasks = new Set<Task>();
  return {
    nowUtcMs: () => startUtcMs + nowMs,
    monotonicMs: () => nowMs,
    after: (delayMs, run) => {
      const task: Task = { dueMs: nowMs + delayMs, run };
      tasks.add(task);
      return () => {
        tasks.delete(task);
      };
    },
    advance: (byMs) => {
      nowMs += byMs;
      for (const task of [...tasks])
        if (task.dueMs <= nowMs) {
          tasks.delete(task);
          task.run();
        }
    },
  };
};
