import { describe, expect, it } from "vitest";
import { missedPictures } from "./bystanders";
import { collectOutcomes } from "./outcomes";

describe("outcomes", () => {
  it("ask for all of them, and print what did not hold", () => {
    const printed: string[] = [];
    const outcomes = collectOutcomes((line) => printed.push(line));
    outcomes.note("the windows stay", true);
    expect(outcomes.figure()).toMatchObject({ value: 100, ok: true });
    outcomes.note("the tile recovers", false);
    expect(outcomes.figure()).toMatchObject({ value: 50, ok: false });
    expect(printed).toEqual(["not held: the tile recovers"]);
  });

  it("do not hold when nothing was looked at", () => {
    expect(collectOutcomes(() => undefined).figure().ok).toBe(false);
  });
});

describe("pictures missed", () => {
  const before = [{ position: 0, count: 1_000 }];

  it("are none while all but those under way have come", () => {
    expect(missedPictures(before, [{ position: 0, count: 1_145 }], 10_000).get(0)).toBe(0);
    expect(missedPictures(before, [{ position: 0, count: 1_142 }], 10_000).get(0)).toBe(0);
  });

  it("are told where a second of video is lacking", () => {
    expect(missedPictures(before, [{ position: 0, count: 1_130 }], 10_000).get(0)).toBe(12);
  });

  it("are all of them where a player began anew", () => {
    expect(missedPictures(before, [{ position: 0, count: 3 }], 10_000).get(0)).toBeGreaterThan(142);
  });
});
