import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupHevcUnits, hevcNalType, typeOfHevcNal } from "./annexB265";
import { aLaw, muLaw } from "./liveAudio";
import { packetiseH265 } from "./rtpH265";
import { packetiseJpeg, splitJpegs } from "./rtpJpeg";
import { readRtp } from "./support/depacketise";

const anyNal = fc
  .tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 1, max: 7 }),
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
  )
  .map(([type, temporalId, rest]) => Buffer.from([type << 1, temporalId, ...rest]));

/** Puts H.265 NAL units together again by RFC 7798 §4.4.3, apart from the packetiser. */
const together = (payloads: readonly Buffer[]): readonly Buffer[] => {
  const nals: Buffer[][] = [];
  for (const payload of payloads) {
    const [first = 0, second = 0, header = 0] = payload;
    if (typeOfHevcNal(payload) !== 49) nals.push([payload]);
    else if ((header & 0x80) !== 0) {
      nals.push([Buffer.of((first & 0x81) | ((header & 0x3f) << 1), second), payload.subarray(3)]);
    } else nals.at(-1)?.push(payload.subarray(3));
  }
  return nals.map((parts) => Buffer.concat(parts));
};

describe("H.265 over RTP", () => {
  it("gives the NAL units back, within the limit, the last packet marked", () => {
    fc.assert(
      fc.property(fc.array(anyNal, { minLength: 1, maxLength: 5 }), fc.integer({ min: 5, max: 120 }), (nals, limit) => {
        const packets = packetiseH265({ nals, isKey: false }, limit).map(readRtp);
        expect(together(packets.map((packet) => packet.payload))).toEqual(nals);
        expect(Math.max(...packets.map((packet) => packet.payload.length))).toBeLessThanOrEqual(limit);
        expect(packets.map((packet) => packet.marker)).toEqual(packets.map((_, at) => at === packets.length - 1));
      }),
    );
  });

  it("becomes pictures: parameter sets before a key picture belong to it, further slices to their picture", () => {
    const nal = (type: number, third = 0x80): Buffer => Buffer.of(type << 1, 1, third);
    const { vps, sps, pps } = hevcNalType;
    const nals = [nal(35), nal(vps), nal(sps), nal(pps), nal(39), nal(19), nal(19, 0), nal(1)];
    expect(groupHevcUnits(nals).map((unit) => [unit.isKey, unit.nals.map(typeOfHevcNal)])).toEqual([
      [true, [vps, sps, pps, 19, 19]],
      [false, [1]],
    ]);
  });
});

describe("JPEG over RTP", () => {
  const scan = Buffer.from(Array.from({ length: 500 }, (_, index) => index % 251));
  const tables = Buffer.from(Array.from({ length: 128 }, (_, index) => index + 1));
  const jpeg = Buffer.concat([
    Buffer.from("ffd8", "hex"),
    ...[0, 1].map((id) =>
      Buffer.concat([Buffer.from("ffdb0043", "hex"), Buffer.of(id), tables.subarray(id * 64, id * 64 + 64)]),
    ),
    Buffer.from("ffc000110800f0014003012200021101031101", "hex"),
    Buffer.from("ffda000c03010002110311003f00", "hex"),
    scan,
    Buffer.from("ffd9", "hex"),
  ]);

  it("sends size, sampling, tables in the first packet, and the whole scan with its offsets", () => {
    const payloads = packetiseJpeg(jpeg, 200).map((packet) => readRtp(packet).payload);
    const [first = Buffer.alloc(0), ...rest] = payloads;
    expect([...first.subarray(4, 12)]).toEqual([1, 255, 320 / 8, 240 / 8, 0, 0, 0, 128]);
    expect(first.subarray(12, 140)).toEqual(tables);
    expect(Buffer.concat([first.subarray(140), ...rest.map((payload) => payload.subarray(8))])).toEqual(scan);
    expect(rest[0]?.readUIntBE(1, 3)).toBe(first.length - 140);
  });

  it("is cut out of a stream of pictures", () => {
    expect(splitJpegs(Buffer.concat([jpeg, jpeg]))).toEqual([jpeg, jpeg]);
  });
});

describe("G.711", () => {
  it("has the tables' ends and zero", () => {
    expect([0, -1, 32_767, -32_768, 1_000].map(aLaw)).toEqual([0xd5, 0x55, 0xaa, 0x2a, 0xfa]);
    expect([0, 32_767, -32_768, 1_000].map(muLaw)).toEqual([0xff, 0x80, 0x00, 0xce]);
  });
});
