/** Work that may wait a moment, done piece by piece so that the page can answer a hand in between. */
export interface Turns {
  /** `task` runs when all that was taken in before it has run. Answers how to take it back. */
  take(task: () => void): () => void;
}

/** For so long pieces are done one after the other before the page may do something else, ms. */
const sliceMs = 8;

const afterOthers = (next: () => void): void => {
  setTimeout(next, 0);
};

export const createTurns = (
  nowMs: () => number = () => performance.now(),
  later: (next: () => void) => void = afterOthers,
): Turns => {
  const waiting = new Set<{ readonly task: () => void }>();
  let planned = false;

  const plan = (): void => {
    if (planned || waiting.size === 0) return;
    planned = true;
    later(run);
  };
  const run = (): void => {
    planned = false;
    const endMs = nowMs() + sliceMs;
    try {
      for (const turn of waiting) {
        waiting.delete(turn);
        turn.task();
        if (nowMs() >= endMs) break;
      }
    } finally {
      plan();
    }
  };

  return {
    take: (task) => {
      const turn = { task };
      waiting.add(turn);
      plan();
      return () => {
        waiting.delete(turn);
      };
    },
  };
};

/** Of the page. */
export const sharedTurns = createTurns();
