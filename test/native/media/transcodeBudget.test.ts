import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mediaLimits } from "../../../native/media/limits";
import { transcodeBudget, transcodeCores } from "../../../native/media/transcodeBudget";

describe("what a transcode costs", () => {
  test.each([
    [{ widthPx: 640, heightPx: 360, frameRate: 15 }, 0.023],
    [{ widthPx: 1920, heightPx: 1080, frameRate: 25 }, 0.26],
    [{ widthPx: 0, heightPx: 0, frameRate: 0 }, 0.26],
  ])("%o is as measured", (load, cores) => {
    expect(transcodeCores(load, mediaLimits)).toBeCloseTo(cores, 2);
  });
});

test("beyond the budget the next waits, and starts when one ends", () => {
  const budget = transcodeBudget(1);
  const granted: string[] = [];
  const ask = (name: string, cores: number) => budget.ask(cores, () => granted.push(name));
  const end = ask("first", 0.6);
  ask("second", 0.6);
  ask("small, and later", 0.1);
  expect(granted).toEqual(["first"]);
  end();
  expect(granted).toEqual(["first", "second", "small, and later"]);
});

test("what is larger than the whole budget is never granted and stands in nobody's way", () => {
  const budget = transcodeBudget(1);
  const granted: string[] = [];
  budget.ask(50, () => granted.push("16384×16384"));
  budget.ask(0.2, () => granted.push("ordinary"));
  expect(granted).toEqual(["ordinary"]);
});

test("whatever comes and goes: never over the budget, and nobody waits while there is room for the first in line", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.record({ kind: fc.constant("ask" as const), cores: fc.integer({ min: 1, max: 12 }) }),
          fc.record({ kind: fc.constant("end" as const), which: fc.nat(30) }),
        ),
        { maxLength: 60 },
      ),
      (events) => {
        const budget = transcodeBudget(10);
        const all: { cores: number; granted: boolean; end: () => void }[] = [];
        for (const event of events) {
          if (event.kind === "ask") {
            const one: (typeof all)[number] = { cores: event.cores, granted: false, end: () => undefined };
            one.end = budget.ask(event.cores, () => (one.granted = true));
            all.push(one);
          } else all.splice(event.which, 1)[0]?.end();
          expect(budget.stand().usedCores).toBeLessThanOrEqual(10);
          expect(budget.stand().usedCores).toBe(all.reduce((sum, one) => sum + (one.granted ? one.cores : 0), 0));
          const head = all.find((one) => !one.granted && one.cores <= 10);
          if (head !== undefined) expect(budget.stand().usedCores + head.cores).toBeGreaterThan(10);
        }
      },
    ),
  );
});
