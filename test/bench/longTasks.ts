import type { PageTask, TraceMark } from "../harness/traceReader";

/** What a hand was doing, from the first input to the moment its effect was given to settle. */
export interface ActionSpan {
  readonly action: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A task, and what the hand was doing in it. */
export interface ActionTask extends PageTask {
  readonly action: string;
}

const windowMs = 100;

export const beginMark = (action: string): string => `hand:${action}`;
export const endMark = "hand.end";

/** What was done when, by the marks set in the page: each {@link beginMark} up to the next {@link endMark}. */
export const spansOf = (marks: readonly TraceMark[]): ActionSpan[] => {
  const spans: ActionSpan[] = [];
  let begun: TraceMark | null = null;
  for (const mark of marks) {
    if (mark.name.startsWith(beginMark(""))) begun = mark;
    else if (mark.name === endMark && begun !== null) {
      spans.push({ action: begun.name.slice(beginMark("").length), startMs: begun.atMs, endMs: mark.atMs });
      begun = null;
    }
  }
  return spans;
};

/** Of the clock on the wall: what a hand has to wait for, also while the machine does something else. */
export const durationMs = ({ startMs, endMs }: PageTask): number => endMs - startMs;

/** Of a processor: our own work, whatever else the machine has to do. */
export const workMs = ({ cpuMs }: PageTask): number => cpuMs ?? Number.NaN;

/** Those that began while the hand did something. */
export const tasksIn = (spans: readonly ActionSpan[], tasks: readonly PageTask[]): ActionTask[] =>
  spans.flatMap(({ action, startMs, endMs }) =>
    tasks.filter((task) => task.startMs >= startMs && task.startMs < endMs).map((task) => ({ ...task, action })),
  );

/**
 * The longest task of each window of 100 ms, over all whole windows in the spans. A task is one of every window that it
 * touches, by its whole length; a window without one counts as 0.
 */
export const longestByWindow = (
  spans: readonly ActionSpan[],
  tasks: readonly PageTask[],
  lengthOf: (task: PageTask) => number = durationMs,
): number[] =>
  spans.flatMap(({ startMs, endMs }) => {
    const longest = Array.from({ length: Math.floor((endMs - startMs) / windowMs) }, () => 0);
    for (const task of tasks) {
      const first = Math.max(0, Math.floor((task.startMs - startMs) / windowMs));
      const last = Math.min(longest.length - 1, Math.floor((task.endMs - startMs) / windowMs));
      for (let at = first; at <= last; at += 1) longest[at] = Math.max(longest[at] ?? 0, lengthOf(task));
    }
    return longest;
  });
