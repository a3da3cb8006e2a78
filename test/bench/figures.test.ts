import { describe, expect, it } from "vitest";
import { beside, figure } from "./figures";

describe("a figure", () => {
  it("meets its goal on the goal itself, from the side that is better", () => {
    expect(figure("recoverP95Ms", 3_000).ok).toBe(true);
    expect(figure("recoverP95Ms", 3_000.1).ok).toBe(false);
    expect(figure("shownShare64", 95).ok).toBe(true);
    expect(figure("shownShare64", 94.9).ok).toBe(false);
  });

  it("misses its goal where nothing was measured", () => {
    expect(figure("markedNotLiveMs", Number.NaN).ok).toBe(false);
    expect(figure("memoryGrowth", Number.NaN).ok).toBe(false);
    expect(figure("markedNotLiveMs", Number.NEGATIVE_INFINITY).ok).toBe(false);
  });

  it("is judged before it is rounded", () => {
    expect(figure("startToUsableMs", 2_500.4)).toMatchObject({ value: 2_500, ok: false });
  });

  it("without a goal cannot miss one", () => {
    expect(beside("cpuOf64", 158, "%")).toEqual({ name: "cpuOf64", value: 158, unit: "%", goal: null, ok: true });
  });
});
