/** How often liveness is looked at. */
export const tickMs = 250;

export interface Ticker {
  /** Calls `task` at every tick; answers how to stop. */
  subscribe(task: () => void): () => void;
}

/** One timer for however many tiles; none while nobody listens. */
export const createTicker = (intervalMs: number = tickMs): Ticker => {
  const tasks = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  return {
    subscribe: (task) => {
      tasks.add(task);
      timer ??= setInterval(() => {
        for (const each of tasks) each();
      }, intervalMs);
      return () => {
        tasks.delete(task);
        if (tasks.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
  };
};

export const sharedTicker = createTicker();
