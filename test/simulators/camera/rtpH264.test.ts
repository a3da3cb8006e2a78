import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nalType } from "./annexB";
import { interleave, stamped } from "./interleavedFrames";
import { packetise } from "./rtpH264";
import { depacketise, readRtp, type RtpPacket } from "./support/depacketise";

const anyNal = fc
  .tuple(
    fc.constantFrom(nalType.slice, nalType.idr, nalType.sps, nalType.pps),
    fc.integer({ min: 0, max: 3 }),
    fc.uint8Array({ minLength: 1, maxLength: 400 }),
  )
  .map(([type, importance, rest]) => Buffer.from([(importance << 5) | type, ...rest]));
const anyUnit = fc.array(anyNal, { minLength: 1, maxLength: 5 }).map((nals) => ({ nals, isKey: false }));
const anyLimit = fc.integer({ min: 4, max: 120 });

/** Reads interleaved framing the plain way. */
const framesOf = (bytes: Buffer): readonly { readonly channel: number; readonly packet: Buffer }[] => {
  const frames = [];
  for (let at = 0; at < bytes.length; at += 4 + bytes.readUInt16BE(at + 2)) {
    expect(bytes[at]).toBe(0x24);
    frames.push({ channel: bytes[at + 1] ?? -1, packet: bytes.subarray(at + 4, at + 4 + bytes.readUInt16BE(at + 2)) });
  }
  return frames;
};

describe("H.264 over RTP", () => {
  it("gives the NAL units back after depacketising, whatever their size", () => {
    fc.assert(
      fc.property(anyUnit, anyLimit, (unit, limit) => {
        expect(depacketise(packetise(unit, limit).map(readRtp))).toEqual(unit.nals);
      }),
    );
  });

  it("keeps every payload within the limit and marks only the last packet of a picture", () => {
    fc.assert(
      fc.property(anyUnit, anyLimit, (unit, limit) => {
        const packets = packetise(unit, limit).map(readRtp);
        expect(Math.max(...packets.map((packet) => packet.payload.length))).toBeLessThanOrEqual(limit);
        expect(packets.map((packet) => packet.marker)).toEqual(packets.map((_, index) => index === packets.length - 1));
      }),
    );
  });

  it("stamps a copy with channel, rising sequence numbers across the wrap, timestamp and source", () => {
    fc.assert(
      fc.property(
        anyUnit,
        fc.integer({ min: 0, max: 255 }),
        fc.integer({ min: 0, max: 0xffff }),
        fc.integer({ min: 0, max: 0xffff_ffff }),
        (unit, channel, sequence, timestamp) => {
          const packets = packetise(unit, 50);
          const template = interleave(packets);
          const before = Buffer.from(template.bytes);
          const frames = framesOf(stamped(template, channel, { sequence, timestamp, ssrc: 0xfeed_beef }));
          expect(template.bytes).toEqual(before);
          expect(frames.length).toBe(packets.length);
          frames.forEach((frame, index) => {
            const packet: RtpPacket = readRtp(frame.packet);
            expect(frame.channel).toBe(channel);
            expect(packet).toMatchObject({ sequence: (sequence + index) & 0xffff, timestamp, ssrc: 0xfeed_beef });
          });
        },
      ),
    );
  });
});
