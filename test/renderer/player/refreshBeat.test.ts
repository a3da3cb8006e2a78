import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRefreshBeat } from "../../../renderer/player/refreshBeat";

const distance = (fromMs: number, toMs: number, intervalMs: number): number => {
  const off = (((toMs - fromMs) % intervalMs) + intervalMs) % intervalMs;
  return Math.min(off, intervalMs - off);
};

describe("the beat of the screen", () => {
  it("is unknown until a picture was expected on it", () => {
    expect(createRefreshBeat().beatMs).toBeNull();
  });

  it("lies at the refreshes of a screen of 60 Hz or half of it, however it began", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(2_000 / 60, 1_000 / 60),
        fc.double({ min: 0, max: 40, noNaN: true }),
        fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 16, maxLength: 16 }),
        (intervalMs, phaseMs, steps) => {
          const beat = createRefreshBeat();
          beat.expected(3);
          let refresh = 100;
          for (const step of [...steps, ...steps]) {
            refresh += step;
            beat.expected(phaseMs + refresh * intervalMs);
          }
          expect(distance(phaseMs, beat.beatMs ?? Number.NaN, 1_000 / 60)).toBeLessThanOrEqual(4.1);
        },
      ),
    );
  });

  it("is left where it is while the screen stays near it, and where its rate is another", () => {
    const beat = createRefreshBeat();
    for (let refresh = 0; refresh < 64; refresh += 1) beat.expected(500 + (refresh * 1_000) / 60);
    expect(beat.beatMs).toBe(500);
    for (let refresh = 0; refresh < 64; refresh += 1) beat.expected(2_003 + (refresh * 1_000) / 60);
    expect(beat.beatMs).toBe(500);
    for (let refresh = 0; refresh < 64; refresh += 1) beat.expected(9_000 + refresh * 13.1);
    expect(beat.beatMs).toBe(500);
  });
});
