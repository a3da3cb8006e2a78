import fc from "fast-check";
import { expect, test } from "vitest";
import { rtpTimeline } from "../../../../native/media/relay/rtpTimeline";

const placed = (arrivals: readonly (readonly [timestamp: number, nowMs: number])[]): number[] => {
  const timeline = rtpTimeline(90_000);
  return arrivals.map(([timestamp, nowMs]) => timeline.place(timestamp, nowMs));
};

test("time stamps as they should be stay as they are, around the end of 32 bits and out of order too", () => {
  const first = 0xffff_fff0;
  const steps = [0, 6_000, 18_000, 12_000, 24_000];
  expect(placed(steps.map((step, index) => [(first + step) >>> 0, index * 67]))).toEqual(
    steps.map((step) => (first + step) >>> 0),
  );
});

test.each([
  ["jump an hour forward", 90_000 * 3_600],
  ["jump an hour back", (-90_000 * 3_600) >>> 0],
  ["begin anew", 0],
])("that %s go on where they stood", (_, jump) => {
  const [before = 0, after = 0, next = 0] = placed(
    [
      [1_000_000, 0],
      [(1_000_000 + jump) >>> 0, 40],
      [(1_000_000 + jump + 3_600) >>> 0, 80],
    ].map(
      ([timestamp = 0, nowMs = 0]) => [jump === 0 && nowMs > 0 ? timestamp - 1_000_000 : timestamp, nowMs] as const,
    ),
  );
  expect(after - before).toBe(3_600);
  expect(next - after).toBe(3_600);
});

test("whatever a camera counts, no step is back by more than a second nor forward by more than really passed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ timestamp: fc.integer({ min: 0, max: 0xffff_ffff }), gapMs: fc.nat(2_000) }), {
        minLength: 2,
        maxLength: 100,
      }),
      (arrivals) => {
        const timeline = rtpTimeline(90_000);
        let nowMs = 0;
        let latest: number | null = null;
        let latestMs = 0;
        for (const { timestamp, gapMs } of arrivals) {
          nowMs += gapMs;
          const out = timeline.place(timestamp, nowMs);
          const step = latest === null ? 0 : (out - latest) | 0;
          expect(step).toBeGreaterThanOrEqual(-90_000);
          expect(step).toBeLessThanOrEqual((nowMs - latestMs + 5_000) * 90);
          if (latest === null || step > 0) {
            latest = out;
            latestMs = nowMs;
          }
        }
      },
    ),
  );
});
