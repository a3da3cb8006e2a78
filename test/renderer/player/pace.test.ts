import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calmed, paceStart, paceTable, ranDry, rateOf, shiftOf, type PaceLook } from "../../../renderer/player/pace";

const look = (more: Partial<PaceLook>): PaceLook => ({
  spareMs: 40,
  dueMs: 10_000,
  periodMs: null,
  beatMs: null,
  leftMs: 0,
  ...more,
});

const fresh = paceStart(0);
const periods = fc.constantFrom(12, 15, 20, 25, 30).map((rate) => 1_000 / rate);

describe("the shift of a tile's playback", () => {
  it("without a rhythm keeps off what has enough to spare, puts off what has too little, catches up what has too much", () => {
    expect(shiftOf(fresh, look({ spareMs: paceTable.spareMs + 5 }))).toBe(0);
    expect(shiftOf(fresh, look({ spareMs: paceTable.spareMs - 12 }))).toBe(12);
    expect(shiftOf(fresh, look({ spareMs: 300 }))).toBeLessThan(-200);
  });

  it("with a rhythm always leads to the beat, with enough to spare and no more than one picture beyond", () => {
    fc.assert(
      fc.property(
        periods,
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 100_000, noNaN: true }),
        fc.double({ min: 0, max: 100_000, noNaN: true }),
        (periodMs, spareMs, dueMs, beatMs) => {
          const shiftMs = shiftOf(fresh, { spareMs, dueMs, periodMs, beatMs, leftMs: 0 });
          const beats = (dueMs + shiftMs - beatMs) / periodMs;
          expect(Math.abs(beats - Math.round(beats)) * periodMs).toBeLessThan(1e-6);
          const spareThere = spareMs + shiftMs;
          expect(spareThere).toBeGreaterThanOrEqual(paceTable.spareMs - paceTable.shortMs - 1e-6);
          expect(spareThere).toBeLessThanOrEqual(paceTable.spareMs + periodMs + paceTable.longMs + 1e-6);
        },
      ),
    );
  });

  it("once made, asks for no other: it never goes back and forth", () => {
    fc.assert(
      fc.property(
        periods,
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 100_000, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (periodMs, spareMs, dueMs, noiseMs) => {
          const first = shiftOf(fresh, { spareMs, dueMs, periodMs, beatMs: 0, leftMs: 0 });
          const then = shiftOf(fresh, {
            spareMs: spareMs + first + noiseMs,
            dueMs: dueMs + first + noiseMs,
            periodMs,
            beatMs: 0,
            leftMs: 0,
          });
          // Only right at the edge of what is allowed may the noise decide for the place next to it.
          const atEdge = Math.abs(Math.abs(then) - periodMs) <= 2 + 1e-6;
          if (!atEdge) expect(Math.abs(then)).toBeLessThanOrEqual(2 + 1e-6);
          expect(Math.abs(then)).toBeLessThanOrEqual(periodMs + 2 + 1e-6);
        },
      ),
    );
  });

  it("goes on where it was going, though another place has become as near", () => {
    const halfway = { spareMs: 60, dueMs: 20, periodMs: 40, beatMs: 0 };
    expect(shiftOf(fresh, look({ ...halfway, leftMs: 18 }))).toBe(20);
    expect(shiftOf(fresh, look({ ...halfway, leftMs: -18 }))).toBe(-20);
  });
});

describe("the playback rate", () => {
  it("never leaves 1 by more than nobody sees, and slows down to put off", () => {
    fc.assert(
      fc.property(fc.double({ min: -2_000, max: 2_000, noNaN: true }), (shiftMs) => {
        const rate = rateOf(shiftMs, 250);
        expect(Math.abs(rate - 1)).toBeLessThanOrEqual(paceTable.mostRate + 1e-9);
        if (shiftMs > paceTable.toleratedMs) expect(rate).toBeLessThan(1);
        if (shiftMs < -paceTable.toleratedMs) expect(rate).toBeGreaterThan(1);
      }),
    );
    expect(rateOf(paceTable.toleratedMs, 250)).toBe(1);
  });
});

describe("what is held ready beyond that", () => {
  it("rises at once when a picture ran dry, up to a bound, and is given back slowly after quiet", () => {
    let state = fresh;
    for (let time = 1; time <= 50; time += 1) state = ranDry(state, time * 1_000);
    expect(state.extraMs).toBe(paceTable.mostExtraMs);
    const once = ranDry(fresh, 1_000);
    expect(ranDry(once, 1_500)).toBe(once);
    expect(calmed(state, 50_000 + paceTable.quietMs - 1)).toBe(state);
    const later = calmed(state, 50_000 + paceTable.quietMs + 1_000);
    expect(later.extraMs).toBeLessThan(state.extraMs);
    expect(later.extraMs).toBeGreaterThan(state.extraMs - 2 * paceTable.raiseMs);
    let long = later;
    for (let time = 1; time <= 300; time += 1) long = calmed(long, 60_000 + time * 1_000);
    expect(long.extraMs).toBe(0);
  });
});
