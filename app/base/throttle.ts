import type { Clock } from "./clock";

/** Runs `task` at once, and then at most once in `intervalMs` however often it is called; the last call is not lost. */
export const throttle = (clock: Clock, intervalMs: number, task: () => void): (() => void) => {
  let resting = false;
  let calledAgain = false;
  const run = (): void => {
    resting = true;
    calledAgain = false;
    clock.after(intervalMs, () => {
      resting = false;
      if (calledAgain) run();
    });
    task();
  };
  return () => {
    if (resting) calledAgain = true;
    else run();
  };
};
