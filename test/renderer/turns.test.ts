import { describe, expect, it } from "vitest";
import { createTurns } from "../../renderer/turns";

/** Turns by a clock that tasks move, and what was put off until the page has done something else. */
const byHand = () => {
  let nowMs = 0;
  const later: (() => void)[] = [];
  const done: string[] = [];
  const turns = createTurns(
    () => nowMs,
    (next) => later.push(next),
  );
  return {
    turns,
    done,
    task: (name: string, tookMs: number) => () => {
      nowMs += tookMs;
      done.push(name);
    },
    /** Answers whether there was anything to go on with. */
    goOn: (): boolean => {
      const next = later.shift();
      next?.();
      return next !== undefined;
    },
  };
};

describe("turns", () => {
  it("do nothing at once, then one after the other, and let the page in when that took long", () => {
    const { turns, done, task, goOn } = byHand();
    for (const [name, tookMs] of [
      ["a", 3],
      ["b", 6],
      ["c", 1],
      ["d", 1],
    ] as const)
      turns.take(task(name, tookMs));
    expect(done).toEqual([]);
    goOn();
    expect(done).toEqual(["a", "b"]);
    goOn();
    expect(done).toEqual(["a", "b", "c", "d"]);
    expect(goOn()).toBe(false);
  });

  it("leave out what was taken back, also by a turn before it", () => {
    const { turns, done, task, goOn } = byHand();
    const takeBack = turns.take(task("a", 1));
    turns.take(() => {
      takeBackLast();
    });
    turns.take(task("b", 1));
    const takeBackLast = turns.take(task("c", 1));
    takeBack();
    goOn();
    expect(done).toEqual(["b"]);
  });

  it("go on with the next after one that fails, and with what a turn takes in", () => {
    const { turns, done, task, goOn } = byHand();
    turns.take(() => {
      throw new Error("of this one alone");
    });
    turns.take(() => {
      turns.take(task("later", 1));
    });
    expect(goOn).toThrow("of this one alone");
    while (goOn());
    expect(done).toEqual(["later"]);
  });
});
