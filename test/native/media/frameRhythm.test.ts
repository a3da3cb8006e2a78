import { expect, test } from "vitest";
import { frameRhythm } from "../../../native/media/frameRhythm";

const limits = { shortestStallMs: 1_500, longestStallMs: 5_000 };

const after = (...gapsMs: readonly number[]) => {
  const rhythm = frameRhythm(limits);
  let nowMs = 0;
  rhythm.beat(nowMs);
  for (const gapMs of gapsMs) rhythm.beat((nowMs += gapMs));
  return rhythm;
};
const often = (gapMs: number, count = 30): number[] => Array.from({ length: count }, () => gapMs);

test.each([
  ["fifteen a second is stalled early", often(67), 1_500],
  ["one in two seconds is given time", often(2_000), 5_000],
  ["a network that holds back now and then is given time", [...often(67), 700, ...often(67, 10)], 2_288],
  ["what is not known yet is given time", often(67, 3), 5_000],
])("%s", (_, gaps, stallMs) => {
  expect(after(...gaps).stallMs()).toBeCloseTo(stallMs, -1);
});

test("the frame rate is that of the last few pictures", () => {
  expect(after(...often(1_000), ...often(40, 40)).frameRate()).toBeCloseTo(25, 5);
  expect(after().frameRate()).toBe(0);
});
