import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pictureCode, readPictureCode, stripCells, timeValue } from "./pictureCode";

/** Draws the strips the plain way, on a ground of any brightness. */
const paintedPicture = (
  cameraNumber: number,
  clipTimeMs: number,
  width: number,
  height: number,
  levels: { readonly black: number; readonly white: number; readonly ground: number },
): Uint8ClampedArray => {
  const rgba = new Uint8ClampedArray(width * height * 4);
  const camera = stripCells("camera", cameraNumber);
  const time = stripCells("time", timeValue(clipTimeMs));
  for (let y = 0; y < height; y += 1) {
    const share = (y + 0.5) / height;
    const cells =
      share < pictureCode.stripHeightShare ? camera : share > 1 - pictureCode.stripHeightShare ? time : null;
    for (let x = 0; x < width; x += 1) {
      const isWhite = cells?.[Math.floor(((x + 0.5) / width) * pictureCode.cellCount)];
      const level = isWhite === undefined ? levels.ground : isWhite ? levels.white : levels.black;
      rgba.set([level, level, level, 255], (y * width + x) * 4);
    }
  }
  return rgba;
};

const anyCode = {
  cameraNumber: fc.integer({ min: 1, max: pictureCode.largestCameraNumber }),
  timeUnits: fc.integer({ min: 0, max: 4_095 }),
};

describe("picture code", () => {
  it("is read back from pictures of any size and contrast a wall shows", () => {
    fc.assert(
      fc.property(
        anyCode.cameraNumber,
        anyCode.timeUnits,
        fc.integer({ min: 120, max: 700 }),
        fc.integer({ min: 68, max: 400 }),
        fc.record({
          black: fc.integer({ min: 0, max: 60 }),
          white: fc.integer({ min: 150, max: 255 }),
          ground: fc.integer({ min: 0, max: 255 }),
        }),
        (cameraNumber, timeUnits, width, height, levels) => {
          const clipTimeMs = timeUnits * pictureCode.timeUnitMs;
          const picture = paintedPicture(cameraNumber, clipTimeMs, width, height, levels);
          expect(readPictureCode(picture, width, height)).toEqual({ cameraNumber, clipTimeMs });
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is not read from a picture in which one cell is wrong", () => {
    fc.assert(
      fc.property(anyCode.cameraNumber, fc.integer({ min: 0, max: 19 }), fc.boolean(), (number, cell, inTop) => {
        const [width, height] = [240, 135];
        const picture = paintedPicture(number, 1_230, width, height, { black: 0, white: 255, ground: 90 });
        const cellWidth = width / pictureCode.cellCount;
        const rows = Math.ceil(height * pictureCode.stripHeightShare);
        for (let y = inTop ? 0 : height - rows; y < (inTop ? rows : height); y += 1) {
          for (let x = cell * cellWidth; x < (cell + 1) * cellWidth; x += 1) {
            const at = (y * width + x) * 4;
            for (const channel of [0, 1, 2]) picture[at + channel] = 255 - (picture[at + channel] ?? 0);
          }
        }
        expect(readPictureCode(picture, width, height)).toBeNull();
      }),
    );
  });

  it("is not read from a black, grey, upside-down or missing picture", () => {
    const [width, height] = [240, 136];
    const flat = (level: number): Uint8ClampedArray => new Uint8ClampedArray(width * height * 4).fill(level);
    for (const level of [0, 128, 255]) expect(readPictureCode(flat(level), width, height)).toBeNull();
    const picture = paintedPicture(5, 5 * pictureCode.timeUnitMs, width, height, { black: 0, white: 255, ground: 0 });
    expect(readPictureCode(picture, width, height)).not.toBeNull();
    const rows = Array.from({ length: height }, (_, y) => [...picture.subarray(y * width * 4, (y + 1) * width * 4)]);
    expect(readPictureCode(rows.reverse().flat(), width, height)).toBeNull();
    expect(readPictureCode([], 0, 0)).toBeNull();
    expect(readPictureCode(picture, width, height * 2)).toBeNull();
  });
});
