import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  boxOfContained,
  clamped,
  isZoomed,
  maxFactor,
  panned,
  seenPart,
  whole,
  wholeTile,
  zoomedAt,
  type PictureBox,
  type Point,
  type Zoom,
} from "../../../../../renderer/features/wall/tile/zoom";

const share = fc.double({ min: 0, max: 1, noNaN: true });
const sizes = fc.record({ width: fc.integer({ min: 1, max: 8000 }), height: fc.integer({ min: 1, max: 8000 }) });
const boxes = fc.tuple(sizes, sizes).map(([picture, tile]) => boxOfContained(picture, tile));
type Hand = { readonly times: number; readonly at: Point } | { readonly by: Point };
const hand: fc.Arbitrary<Hand> = fc.oneof(
  fc.record({ times: fc.double({ min: 0.2, max: 5, noNaN: true }), at: fc.record({ x: share, y: share }) }),
  fc.record({ by: fc.record({ x: fc.double({ min: -2, max: 2, noNaN: true }), y: share }) }),
);
const afterHands = (hands: readonly Hand[], box: PictureBox): Zoom =>
  hands.reduce<Zoom>(
    (zoom, each) => ("by" in each ? panned(zoom, each.by, box) : zoomedAt(zoom, each.times, each.at, box)),
    whole,
  );
const fuzz = 1e-9;

describe("digital zoom", () => {
  it("goes towards the cursor: the spot under it stays", () => {
    const zoom = zoomedAt(zoomedAt(whole, 2, { x: 0.75, y: 0.5 }, wholeTile), 1.5, { x: 0.25, y: 0.5 }, wholeTile);
    const shownThere = (0.25 - zoom.x) / zoom.factor;
    // At twice the size, 0.25 of the tile showed 0.5 of the picture.
    expect(shownThere).toBeCloseTo(0.5);
    expect(zoom.factor).toBe(3);
  });

  it("shows no edge, by whatever wheel and drag, in whatever picture and tile", () => {
    fc.assert(
      fc.property(fc.array(hand, { maxLength: 12 }), boxes, (hands, box) => {
        const { factor, x, y } = afterHands(hands, box);
        expect(factor).toBeGreaterThanOrEqual(1);
        expect(factor).toBeLessThanOrEqual(maxFactor);
        for (const [offset, start, length] of [
          [x, box.left, box.width],
          [y, box.top, box.height],
        ] as const) {
          const begin = offset + factor * start;
          const end = begin + factor * length;
          if (factor * length >= 1) {
            expect(begin).toBeLessThanOrEqual(fuzz);
            expect(end).toBeGreaterThanOrEqual(1 - fuzz);
          } else {
            expect(begin).toBeGreaterThanOrEqual(-fuzz);
            expect(end).toBeLessThanOrEqual(1 + fuzz);
          }
        }
      }),
    );
  });

  it("all the way out is the whole picture again, wherever it was", () => {
    fc.assert(
      fc.property(fc.array(hand, { maxLength: 12 }), boxes, (hands, box) => {
        expect(zoomedAt(afterHands(hands, box), 1 / maxFactor, { x: 0.3, y: 0.9 }, box)).toEqual(whole);
      }),
    );
  });

  it("ends at eight times", () => {
    expect(zoomedAt(whole, 100, { x: 0.5, y: 0.5 }, wholeTile).factor).toBe(maxFactor);
    expect(isZoomed(whole)).toBe(false);
  });

  it("in a picture with black beside it first fills the tile, in the middle", () => {
    const upright = boxOfContained({ width: 90, height: 160 }, { width: 320, height: 160 });
    const { x, factor } = clamped({ factor: 2, x: -5, y: 0 }, upright);
    expect(x + factor * upright.left).toBeCloseTo(1 - (x + factor * (upright.left + upright.width)));
  });

  it("tells which part is seen", () => {
    const part = seenPart(zoomedAt(whole, 4, { x: 1, y: 0 }, wholeTile));
    expect(part).toEqual({ left: 0.75, top: expect.closeTo(0) as number, width: 0.25, height: 0.25 });
  });
});
