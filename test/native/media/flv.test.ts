import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flvReader } from "../../../native/media/flv";
import type { MediaPart } from "../../../native/media/mediaPart";
import { configurationTag, cutAt, flvHeader, flvTag, frameTag, keyFrameTag, metadataTag } from "./flvSamples";

const readAll = (chunks: readonly Uint8Array[], maxTagBytes = 1_000_000): MediaPart[] => {
  const reader = flvReader(maxTagBytes);
  return chunks.flatMap((chunk) => {
    const read = reader.read(chunk);
    if (!read.ok) throw new Error(read.error.kind);
    return [...read.value];
  });
};

describe("an FLV file", () => {
  const tags = fc.array(
    fc.oneof(
      fc.constant(metadataTag),
      fc.constant(configurationTag),
      fc.nat(300).map(keyFrameTag),
      fc.nat(300).map(frameTag),
      fc.uint8Array({ maxLength: 20 }).map((data) => flvTag(8, data)),
    ),
    { maxLength: 20 },
  );

  test("gives the same tags wherever the pipe cuts it", () => {
    fc.assert(
      fc.property(tags, fc.array(fc.nat(10_000)), (given, places) => {
        const file = Buffer.concat([flvHeader, ...given]);
        const parts = readAll(cutAt(file, places));
        expect(parts[0]?.kind).toBe("header");
        expect(parts.slice(1).map((part) => Buffer.from(part.bytes))).toEqual(given.map((tag) => Buffer.from(tag)));
      }),
    );
  });

  test("posts each tag in memory of its own, so that no neighbour is copied with it", () => {
    for (const { bytes } of readAll([Buffer.concat([flvHeader, keyFrameTag(), frameTag()])]))
      expect(bytes.buffer.byteLength).toBe(bytes.length);
  });

  test("tells key frames, frames, parameter sets and metadata apart", () => {
    const file = [flvHeader, metadataTag, configurationTag, keyFrameTag(), frameTag(), flvTag(8, Uint8Array.of(1, 2))];
    const contents = readAll(file).map((part) => (part.kind === "tag" ? part.content : "header"));
    expect(contents).toEqual(["header", "metadata", "videoConfiguration", "keyFrame", "frame", "other"]);
  });
});

describe("what is not FLV", () => {
  test("is refused by the part that is wrong, and stays refused", () => {
    const reader = flvReader(1000);
    const refused = { ok: false, error: { kind: "malformedAnswer", part: "flv.header" } };
    expect(reader.read(Buffer.from("RIFF not a flash video"))).toMatchObject(refused);
    expect(reader.read(flvHeader)).toMatchObject(refused);
  });

  test("a tag over the limit is refused before memory is taken for it", () => {
    const reader = flvReader(1000);
    expect(reader.read(Buffer.concat([flvHeader, keyFrameTag(2000).subarray(0, 11)]))).toMatchObject({
      ok: false,
      error: { kind: "answerTooLarge", part: "flv.tag" },
    });
  });

  test("a tag whose length is not the one behind it is refused", () => {
    const tag = keyFrameTag();
    tag[tag.length - 1] = 0;
    expect(flvReader(1000).read(Buffer.concat([flvHeader, tag]))).toMatchObject({
      ok: false,
      error: { kind: "malformedAnswer", part: "flv.tag" },
    });
  });

  test("random bytes never throw", () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        const reader = flvReader(1000);
        reader.read(flvHeader);
        for (const chunk of chunks) reader.read(chunk);
      }),
    );
  });
});
