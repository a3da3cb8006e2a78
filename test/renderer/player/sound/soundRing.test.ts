import fc from "fast-check";
import { expect, it } from "vitest";
import { soundRing, soundRingMs } from "../../../../renderer/player/sound/soundRing";

const rateHz = 16_000;
const ms = (count: number): Int16Array => new Int16Array((count * rateHz) / 1_000);
/** Samples that count up from `from`, so that each can be told from the others. */
const counting = (length: number, from = 1): Int16Array => Int16Array.from({ length }, (_, index) => from + index);
const taken = (ring: ReturnType<typeof soundRing>, length: number): number[] => {
  const output = new Float32Array(length).fill(9);
  ring.take(output);
  return [...output].map((value) => value * 32_768);
};

it("waits until there is enough, then plays all of it in order and at its level", () => {
  const ring = soundRing(rateHz);
  ring.put(counting(1_000));
  expect(taken(ring, 4)).toEqual([0, 0, 0, 0]);
  ring.put(counting(920, 1_001));
  expect(taken(ring, 4)).toEqual([1, 2, 3, 4]);
  expect(taken(ring, 1_916).at(-1)).toBe(1_920);
});

it("is silent when it has run dry, until there is enough again", () => {
  const ring = soundRing(rateHz);
  ring.put(counting(1_920));
  taken(ring, 1_900);
  expect(taken(ring, 30)).toEqual([...counting(20, 1_901), ...Array<number>(10).fill(0)]);
  ring.put(counting(100));
  expect(taken(ring, 2)).toEqual([0, 0]);
  ring.put(counting(1_900, 101));
  expect(taken(ring, 2)).toEqual([1, 2]);
});

it("is cut back to the newest when sound comes faster than it is played", () => {
  const ring = soundRing(rateHz);
  for (let second = 0; second < 10; second += 1) ring.put(counting(1_600, second * 1_600 + 1));
  expect(ring.waitingMs).toBeLessThanOrEqual(soundRingMs.most);
  const all = taken(ring, 16_000).filter((sample) => sample !== 0);
  expect(all.at(-1)).toBe(16_000);
  expect(all).toEqual([...counting(all.length, all[0])]);
});

it("keeps the newest of a burst that is longer than the ring", () => {
  const ring = soundRing(rateHz);
  ring.put(counting(30_000));
  expect(ring.waitingMs).toBe(soundRingMs.target);
  expect(taken(ring, 1)).toEqual([30_000 - 1_920 + 1]);
});

it("never holds more than its bound, whatever comes and goes, and hands out nothing that did not come", () => {
  const steps = fc.array(fc.record({ put: fc.nat(8_000), take: fc.nat(8_000) }), { maxLength: 40 });
  fc.assert(
    fc.property(steps, (all) => {
      const ring = soundRing(rateHz);
      let put = 0;
      let played = 0;
      for (const step of all) {
        ring.put(new Int16Array(step.put).fill(1));
        put += step.put;
        played += taken(ring, step.take).reduce((sum, sample) => sum + sample, 0);
        expect(ring.waitingMs).toBeLessThanOrEqual(soundRingMs.most);
        expect(ring.waitingMs).toBeGreaterThanOrEqual(0);
      }
      expect(played).toBeLessThanOrEqual(put);
    }),
  );
});

it("takes nothing at all in its stride", () => {
  const ring = soundRing(rateHz);
  ring.put(ms(0));
  expect(taken(ring, 0)).toEqual([]);
});
