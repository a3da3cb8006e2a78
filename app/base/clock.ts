/** The only source of time for services, so that tests can hold it still. */
export interface Clock {
  /** Milliseconds since 1970 UTC: for records. Jumps when the workstation's clock is set. */
  nowUtcMs(): number;
  /** Milliseconds since an arbitrary start: for durations. Never jumps. */
  monotonicMs(): number;
  /** Runs `task` once after `delayMs`; answers how to call it off. */
  after(delayMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  nowUtcMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, task) => {
    const timer = setTimeout(task, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
};
