import fc from "fast-check";
import { expect, test } from "vitest";
import type { MediaPart } from "../../../native/media/mediaPart";
import { mpegtsReader } from "../../../native/media/mpegts";
import { cutAt } from "./flvSamples";

const packet = (pid: number, startsUnit: boolean, payload: readonly number[], adaptation: readonly number[] = []) => {
  const bytes = new Uint8Array(188).fill(0xff);
  const head = [0x47, (startsUnit ? 0x40 : 0) | (pid >> 8), pid & 0xff, adaptation.length > 0 ? 0x30 : 0x10];
  bytes.set([...head, ...adaptation, ...payload]);
  return bytes;
};

// PAT: program 1 is described on 0x1000; PMT: H.265 (0x24) on 0x100.
const association = packet(0, true, [0, 0x00, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xf0, 0x00, 1, 2, 3, 4]);
const map = packet(
  0x1000,
  true,
  [0, 0x02, 0xb0, 18, 0, 1, 0xc1, 0, 0, 0xe1, 0x00, 0xf0, 0x00, 0x24, 0xe1, 0x00, 0xf0, 0x00, 1, 2, 3, 4],
);
/** The first packet of a picture of `length` bytes behind its six of head; a key frame says so. */
const begins = (length: number, key: boolean) =>
  packet(0x100, true, [0, 0, 1, 0xe0, length >> 8, length & 0xff], key ? [1, 0x40] : [1, 0]);
const goesOn = packet(0x100, false, []);

const read = (chunks: readonly Uint8Array[], maxBytes = 100_000): MediaPart[] => {
  const reader = mpegtsReader(maxBytes);
  return chunks.flatMap((chunk) => {
    const parts = reader.read(chunk);
    if (!parts.ok) throw new Error(parts.error.part);
    return [...parts.value];
  });
};

const stream = Buffer.concat([
  association,
  map,
  begins(300, true),
  goesOn,
  map,
  begins(100, false),
  begins(0, false),
  goesOn,
]);

test("a picture goes on as soon as its last packet is there, the same wherever the bytes are cut", () => {
  const expected = read([stream]);
  expect(
    expected.map((part) => [part.kind === "tag" ? part.content : part.container, part.bytes.length / 188]),
  ).toEqual([
    ["mpegts", 1],
    ["videoConfiguration", 1],
    ["keyFrame", 2],
    ["frame", 1],
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 10 }), (places) => {
      expect(read(cutAt(stream, places))).toEqual(expected);
    }),
  );
});

test("a picture whose length is not written ends where the next begins", () => {
  const parts = read([association, map, begins(0, true), goesOn, goesOn, begins(0, false)]);
  expect(parts.at(-1)).toMatchObject({ content: "keyFrame", bytes: { length: 3 * 188 } });
});

test.each([
  ["something else", [new Uint8Array(188)], "mpegts.packet"],
  [
    "an endless picture",
    [association, map, begins(0, true), ...Array.from({ length: 10 }, () => goesOn)],
    "mpegts.picture",
  ],
])("%s is refused", (_, chunks, part) => {
  expect(() => read(chunks, 1_000)).toThrow(part);
});

test("whatever bytes come, the reader answers", () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 184 }), { maxLength: 20 }), (payloads) => {
      const reader = mpegtsReader(10_000);
      for (const payload of payloads) {
        const bytes = new Uint8Array(188);
        bytes.set([0x47, ...payload.subarray(0, 187)]);
        reader.read(bytes);
      }
    }),
  );
});
