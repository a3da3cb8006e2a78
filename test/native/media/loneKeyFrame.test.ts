import fc from "fast-check";
import { expect, test } from "vitest";
import { loneKeyFrame } from "../../../native/media/loneKeyFrame";
import { flvTag } from "./flvSamples";

const sequence = [0x67, 0x42, 0xc0, 0x1e, 0xda];
const picture = [0x68, 0xce, 0x3c, 0x80];
const slice = [0x65, 0x88, 0x84];

const configuration = flvTag(
  9,
  Uint8Array.of(0x17, 0, 0, 0, 0, 1, 0x42, 0xc0, 0x1e, 0xff, 0xe1, 0, 5, ...sequence, 1, 0, 4, ...picture),
);
const keyFrame = flvTag(9, Uint8Array.of(0x17, 1, 0, 0, 0, 0, 0, 0, 3, ...slice));

test("parameter sets and slices stand behind start codes", () => {
  expect([...loneKeyFrame("flv", configuration, keyFrame)]).toEqual(
    [sequence, picture, slice].flatMap((unit) => [0, 0, 0, 1, ...unit]),
  );
});

test("a delimiter before the slices is left out: behind parameter sets a decoder takes it for another picture's", () => {
  const delimited = flvTag(9, Uint8Array.of(0x17, 1, 0, 0, 0, 0, 0, 0, 2, 0x09, 0xf0, 0, 0, 0, 3, ...slice));
  expect(loneKeyFrame("flv", configuration, delimited)).toEqual(loneKeyFrame("flv", configuration, keyFrame));
});

test("whatever a camera sends in them, what is cut off is left out and nothing breaks", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60 }),
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom("flv" as const, "mpegts" as const),
      (sets, frame, container) => {
        const made = loneKeyFrame(container, flvTag(9, sets), flvTag(9, frame));
        // Start codes in the place of lengths, two bytes longer for a parameter set.
        expect(made.length).toBeLessThanOrEqual(sets.length * 3 + frame.length + 30);
      },
    ),
  );
});
