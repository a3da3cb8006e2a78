import { expect, test } from "vitest";
import { configurationInside, configuredParameterSet, configuredSize } from "../../../native/media/avcConfiguration";
import type { MediaTag } from "../../../native/media/mediaPart";
import { flvTag, keyFrameTag } from "./flvSamples";

const sequence = Buffer.from("6742c01eda0280bfe5c044000003000400000300c83c58ba80", "hex");
const picture = Buffer.from("68ce3c80", "hex");
const slice = Buffer.from("6588840a", "hex");

const tagOf = (...units: readonly Buffer[]): MediaTag => {
  const data = units.flatMap((unit) => [0, 0, 0, unit.length, ...unit]);
  return { kind: "tag", content: "keyFrame", bytes: flvTag(9, Uint8Array.of(0x17, 1, 0, 0, 0, ...data)) };
};

test("parameter sets before a key frame make the configuration of a new file", () => {
  const inside = configurationInside(tagOf(sequence, picture, slice));
  if (inside === null) throw new Error("none");
  expect(inside.content).toBe("videoConfiguration");
  expect(configuredParameterSet(inside)).toEqual(sequence);
  expect(configuredSize(inside)).toEqual({ widthPx: 640, heightPx: 360 });
});

test.each<[string, MediaTag]>([
  ["without parameter sets", tagOf(slice)],
  ["with one of the two", tagOf(sequence, slice)],
  ["of nonsense", { kind: "tag", content: "keyFrame", bytes: keyFrameTag() }],
])("a key frame %s makes none", (_, tag) => {
  expect(configurationInside(tag)).toBeNull();
});
