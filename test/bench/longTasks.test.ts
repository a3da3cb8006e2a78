import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beginMark, durationMs, endMark, longestByWindow, spansOf, tasksIn, workMs } from "./longTasks";

const task = (startMs: number, tookMs: number) => ({ startMs, endMs: startMs + tookMs, cpuMs: null });
const anyTask = fc
  .tuple(fc.integer({ min: -500, max: 2_000 }), fc.integer({ min: 0, max: 700 }))
  .map(([startMs, tookMs]) => task(startMs, tookMs));

describe("what the hand did", () => {
  it("goes from each beginning to the end that follows it", () => {
    const marks = [
      { name: "of somebody else", atMs: 5 },
      { name: beginMark("typing"), atMs: 10 },
      { name: endMark, atMs: 900 },
      { name: beginMark("scrolling"), atMs: 1_000 },
      { name: beginMark("dragging"), atMs: 1_100 },
      { name: endMark, atMs: 1_200 },
      { name: endMark, atMs: 1_300 },
    ];
    expect(spansOf(marks)).toEqual([
      { action: "typing", startMs: 10, endMs: 900 },
      { action: "dragging", startMs: 1_100, endMs: 1_200 },
    ]);
  });

  it("is told of each task by where the task began", () => {
    const spans = [{ action: "typing", startMs: 0, endMs: 100 }];
    const found = tasksIn(spans, [task(-10, 50), task(90, 50), task(100, 5)]);
    expect(found.map(({ action, startMs }) => [action, startMs])).toEqual([["typing", 90]]);
  });
});

describe("the longest task of each window", () => {
  const spans = [{ action: "typing", startMs: 1_000, endMs: 1_450 }];

  it("counts a task in every window it touches, and nothing as nothing", () => {
    expect(longestByWindow(spans, [task(1_090, 120), task(1_150, 10)])).toEqual([120, 120, 120, 0]);
  });

  it("goes by the work in a task where that is asked for", () => {
    const slowed = { startMs: 1_010, endMs: 1_090, cpuMs: 9 };
    expect(longestByWindow(spans, [slowed, { startMs: 1_110, endMs: 1_120, cpuMs: 10 }], workMs)).toEqual([
      9, 10, 0, 0,
    ]);
  });

  it("leaves out what lies outside and the part of a window at the end", () => {
    expect(longestByWindow(spans, [task(0, 900), task(1_401, 5), task(2_000, 90)])).toEqual([0, 0, 0, 0]);
  });

  it("names only lengths of tasks, and the longest of all that lie within", () => {
    fc.assert(
      fc.property(fc.array(anyTask, { maxLength: 30 }), (tasks) => {
        const span = { action: "typing", startMs: 0, endMs: 1_000 };
        const longest = longestByWindow([span], tasks);
        const within = tasks.filter(({ startMs, endMs }) => endMs >= 0 && startMs < 1_000);
        expect(longest).toHaveLength(10);
        expect(Math.max(...longest)).toBe(Math.max(0, ...within.map(durationMs)));
      }),
    );
  });
});
