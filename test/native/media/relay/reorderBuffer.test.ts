import fc from "fast-check";
import { expect, test } from "vitest";
import { reorderBuffer } from "../../../../native/media/relay/reorderBuffer";

const limits = { heldPackets: 8, heldMs: 60 };

/** Sequence numbers in the order in which they arrive, one each millisecond. */
const sent = (sequences: readonly number[], stepMs = 1): number[] => {
  const buffer = reorderBuffer<number>(limits);
  return sequences.flatMap((sequence, index) => [...buffer.push(sequence, sequence, index * stepMs)]);
};

test("in order they pass at once, around the end of the numbers too", () => {
  expect(sent([65_534, 65_535, 0, 1])).toEqual([65_534, 65_535, 0, 1]);
});

test("one that was overtaken is put back; one that came twice goes on once", () => {
  expect(sent([1, 3, 2, 2, 4])).toEqual([1, 2, 3, 4]);
});

test("one that is lost is waited for until enough came after it, or for its time", () => {
  expect(sent([1, 3, 4, 5, 6, 7, 8, 9, 10, 11])).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(sent([1, 3, 4], 60)).toEqual([1, 3, 4]);
  expect(sent([1, 3, 4], 10)).toEqual([1]);
});

test("a camera that begins its numbers anew is followed", () => {
  expect(sent([100, 101, 40_000, 40_001])).toEqual([100, 101, 40_000, 40_001]);
});

test("whatever arrives: what goes on is in order, none twice, and what is held back is bounded", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65_535 }),
      fc.array(fc.record({ ahead: fc.integer({ min: 0, max: 200 }), gapMs: fc.nat(100) }), { maxLength: 200 }),
      (first, arrivals) => {
        const buffer = reorderBuffer<number>(limits);
        let nowMs = 0;
        let passed = -1;
        let out = 0;
        buffer.push(first, -1, 0);
        const distinct = new Set<number>();
        for (const { ahead, gapMs } of arrivals) {
          nowMs += gapMs;
          if (ahead > 0) distinct.add(ahead);
          for (const one of buffer.push((first + ahead) & 0xffff, ahead, nowMs)) {
            expect(one).toBeGreaterThan(passed);
            passed = one;
            out += 1;
          }
        }
        // Held back or overtaken by a gap that was given up; nothing is made up.
        expect(out).toBeLessThanOrEqual(distinct.size);
        const heldAtMost = [...distinct].filter((one) => one > passed).length;
        expect(heldAtMost).toBeLessThanOrEqual(limits.heldPackets);
      },
    ),
  );
});

test("packets shuffled within a few places arrive whole and in order", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 65_535 }),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 100 }),
      (first, late) => {
        const order = late
          .map((delay, index) => ({ index, at: index + delay }))
          .sort((one, other) => one.at - other.at || one.index - other.index)
          .map(({ index }) => index);
        // The first to arrive is taken for the first of the stream.
        const stream = [0, ...order.map((index) => index + 1)];
        const buffer = reorderBuffer<number>(limits);
        const out = stream.flatMap((index) => [...buffer.push((first + index) & 0xffff, index, 0)]);
        expect(out).toEqual([...stream].sort((one, other) => one - other));
      },
    ),
  );
});
