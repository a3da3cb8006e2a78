import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drift, growthPercent, median, modulo, percentile } from "./statistics";

const numbers = fc.array(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 1, maxLength: 200 });

describe("percentiles", () => {
  it("are measured values, by nearest rank", () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    expect(percentile(hundred, 95)).toBe(95);
    expect(percentile(hundred, 100)).toBe(100);
    expect(percentile([7], 95)).toBe(7);
    expect(median([3, 1, 2])).toBe(2);
  });

  it("leave at least their share of the row at or below them, and no smaller value does", () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 1, max: 100 }), (values, percent) => {
        const found = percentile(values, percent);
        const share = (limit: (value: number) => boolean): number => values.filter(limit).length / values.length;
        expect(values).toContain(found);
        expect(share((value) => value <= found) * 100).toBeGreaterThanOrEqual(percent - 1e-9);
        expect(share((value) => value < found) * 100).toBeLessThan(percent);
      }),
    );
  });

  it("say nothing of an empty row", () => {
    expect(percentile([], 95)).toBeNaN();
  });
});

describe("drift", () => {
  it("is the rise of a straight line over its whole length, wherever its samples lie", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 2, maxLength: 50 }),
        fc.integer({ min: -10, max: 10 }),
        fc.integer({ min: -500, max: 500 }),
        (times, slope, start) => {
          const rise = slope * (Math.max(...times) - Math.min(...times));
          expect(drift(times.map((atMs) => ({ atMs, value: start + slope * atMs })))).toBeCloseTo(rise, 3);
        },
      ),
    );
  });

  it("is small where values only swing", () => {
    const swing = Array.from({ length: 1_000 }, (_, at) => ({ atMs: at * 100, value: 300 + (at % 2) * 50 }));
    expect(Math.abs(drift(swing))).toBeLessThan(1);
  });
});

describe("growth", () => {
  it("compares the last third with the first, and one outlier does not make it", () => {
    expect(growthPercent([100, 100, 100, 500, 0, 7, 110, 110, 900])).toBeCloseTo(10);
    expect(growthPercent([200, 200, 200, 150, 100, 100])).toBeCloseTo(-50);
  });

  it("is 0 where nothing changes, also at 0", () => {
    expect(growthPercent([0, 0, 0])).toBe(0);
  });

  it("is unknown of fewer than three values", () => {
    expect(growthPercent([1, 2])).toBeNaN();
  });
});

describe("modulo", () => {
  it("lies between 0 and the divisor on both sides of 0", () => {
    expect(modulo(-1, 24_000)).toBe(23_999);
    expect(modulo(24_001, 24_000)).toBe(1);
  });
});
