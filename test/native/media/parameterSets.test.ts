import { describe, expect, test } from "vitest";
import { configuredSize } from "../../../native/media/avcConfiguration";
import type { MediaTag } from "../../../native/media/mediaPart";
import { parameterSets } from "../../../native/media/parameterSets";
import { flvTag } from "./flvSamples";
import { h264ParameterSet } from "./parameterSetBits";

const pictureSet = Buffer.from("68ce3c80", "hex");
const slice = Buffer.from("6588840a", "hex");

const keyFrame = (...units: readonly Buffer[]): MediaTag => {
  const data = units.flatMap((unit) => [0, 0, 0, unit.length, ...unit]);
  return { kind: "tag", content: "keyFrame", bytes: flvTag(9, Uint8Array.of(0x17, 1, 0, 0, 0, ...data)) };
};

const small = h264ParameterSet(40, 23, [0, 8]);
const large = h264ParameterSet(80, 45, [0, 0]);

/** The configuration of a file that begins with this set. */
const configuration = (set: Buffer): MediaTag => {
  const units = [set, pictureSet];
  const record = [1, ...set.subarray(1, 4), 0xff, 0xe1];
  const behind = units.map((unit) => [0, unit.length, ...unit]);
  const bytes = Uint8Array.of(0x17, 0, 0, 0, 0, ...record, ...(behind[0] ?? []), 1, ...(behind[1] ?? []));
  return { kind: "tag", content: "videoConfiguration", bytes: flvTag(9, bytes) };
};

describe("the parameter sets in use", () => {
  test("are replaced by those that come after them, and not by the first", () => {
    const sets = parameterSets();
    expect(sets.take(configuration(small))).toBe(false);
    expect(sets.take(configuration(large))).toBe(true);
    sets.forget();
    expect(sets.take(configuration(small))).toBe(false);
  });

  test("differ from those before a key frame of another size, whose configuration is made", () => {
    const sets = parameterSets();
    sets.take(configuration(small));
    const other = sets.otherInside(keyFrame(large, pictureSet, slice));
    if (other === null) throw new Error("none");
    expect(configuredSize(other)).toEqual({ widthPx: 1_280, heightPx: 720 });
  });

  test("are those that a camera repeats before every key frame, or does not repeat at all", () => {
    const sets = parameterSets();
    expect(sets.otherInside(keyFrame(large, pictureSet, slice))).toBeNull();
    sets.take(configuration(small));
    expect(sets.otherInside(keyFrame(small, pictureSet, slice))).toBeNull();
    expect(sets.otherInside(keyFrame(slice))).toBeNull();
  });
});
