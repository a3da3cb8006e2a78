import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaForNewWall, boundsOn, nextWallName, type Rectangle } from "../../../main/windows/windowPlace";

const left: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const right: Rectangle = { x: 1920, y: 0, width: 3840, height: 2160 };

const rectangles = fc.record({
  x: fc.integer({ min: -10_000, max: 10_000 }),
  y: fc.integer({ min: -10_000, max: 10_000 }),
  width: fc.integer({ min: 200, max: 8_000 }),
  height: fc.integer({ min: 200, max: 8_000 }),
});

describe("the place of a window", () => {
  it("is kept while its monitor is there", () => {
    const wanted = { x: 2_000, y: 100, width: 1_600, height: 900 };
    expect(boundsOn([left, right], wanted)).toEqual(wanted);
  });

  it("is on the first monitor when its own was unplugged, no larger than that", () => {
    expect(boundsOn([left], { x: 2_000, y: 100, width: 3_000, height: 900 })).toEqual({
      x: 0,
      y: 70,
      width: 1920,
      height: 900,
    });
  });

  it("is never where no hand can reach it", () => {
    fc.assert(
      fc.property(rectangles, rectangles, rectangles, (one, other, wanted) => {
        const bounds = boundsOn([one, other], wanted);
        const seen = [one, other].map((area) => ({
          width: Math.min(area.x + area.width, bounds.x + bounds.width) - Math.max(area.x, bounds.x),
          height: Math.min(area.y + area.height, bounds.y + bounds.height) - Math.max(area.y, bounds.y),
        }));
        expect(seen.some(({ width, height }) => width >= 120 && height >= 120)).toBe(true);
      }),
    );
  });
});

describe("a new wall", () => {
  it("takes a monitor without one", () => {
    expect(areaForNewWall([left, right], [{ x: 10, y: 10, width: 1_000, height: 800 }])).toEqual(right);
    expect(areaForNewWall([left], [left])).toEqual(left);
  });

  it("takes the lowest free number", () => {
    expect(nextWallName([])).toBe("wall-1");
    expect(nextWallName(["wall-1", "wall-3"])).toBe("wall-2");
  });
});
