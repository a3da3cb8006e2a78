import fc from "fast-check";
import { expect, test } from "vitest";
import { h264PictureSize, h265PictureSize, unplayableSize } from "../../../native/media/pictureSize";
import { h264ParameterSet } from "./parameterSetBits";

const unit = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"));

// Made by x264 and x265, cut behind what is read.
test.each([
  ["baseline", "6742c01eda0280bfe5c044000003000400000300c83c58ba80", 640, 360],
  ["baseline, cropped", "6742c028da01e0089f97011000000300100000030320f1832a", 1920, 1080],
  ["CIF", "6742c00dda05825b011000000300100000030320f142aa", 352, 288],
  ["high", "67640028acd940780227e5c044000003000400000300c83c60c658", 1920, 1080],
  ["high, interlaced", "67640028acd94078044fde0220000003004000000643e2c5b2c0", 1920, 1080],
])("H.264 %s", (_, hex, widthPx, heightPx) => {
  expect(h264PictureSize(unit(hex))).toEqual({ widthPx, heightPx });
});

test.each([
  ["42010101600000030090000003000003003fa005020171f2e595952930bc05a02000000300200000030321", 640, 360],
  ["420101016000000300900000030000030078a003c0801107cb965654a4c2f0168080000003008000000c84", 1920, 1080],
  ["42010101600000030090000003000003003ca00b080485965654a4c2f0168080000003008000000c84", 352, 288],
  ["420101016000000300900000030000030096a001402005a16595952930bc05a02000000300200000030321", 2560, 1440],
])("H.265 %s", (hex, widthPx, heightPx) => {
  expect(h265PictureSize(unit(hex))).toEqual({ widthPx, heightPx });
});

test("nonsense is read to its end and no further", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      h264PictureSize(bytes);
      h265PictureSize(bytes);
    }),
  );
  expect(h264PictureSize(unit("6742"))).toBeNull();
  expect(h265PictureSize(unit("4201"))).toBeNull();
});

test("any size that can be written is read", () => {
  const blocks = fc.integer({ min: 1, max: 1_100 });
  fc.assert(
    fc.property(blocks, blocks, fc.nat(7), fc.nat(7), (wide, high, right, bottom) => {
      const unit = h264ParameterSet(wide, high, [right * 2, bottom * 2]);
      expect(h264PictureSize(unit)).toEqual({ widthPx: wide * 16 - right * 2, heightPx: high * 16 - bottom * 2 });
    }),
  );
});

test.each([
  [0, 0],
  [0, 360],
  [-16, 16],
  [16_384, 16_384],
  [640, 8_193],
])("pictures of %i × %i are not played, and it is said of what", (widthPx, heightPx) => {
  expect(unplayableSize({ widthPx, heightPx }, { sidePx: 8_192 })).toMatchObject({
    kind: "unsupported",
    part: "sps.size",
    detail: expect.stringContaining(`${String(widthPx)}×${String(heightPx)}`) as string,
  });
});

test("pictures of 2 × 2 and of 8192 × 8192 are played", () => {
  expect(unplayableSize({ widthPx: 2, heightPx: 2 }, { sidePx: 8_192 })).toBeNull();
  expect(unplayableSize({ widthPx: 8_192, heightPx: 8_192 }, { sidePx: 8_192 })).toBeNull();
});
