import type { AccessUnit } from "./annexB";

/** Fixed RTP header (RFC 3550 §5.1), without CSRC and extension. */
export const rtpHeaderBytes = 12;
export const h264PayloadType = 96;
/** RFC 6184 §8.2.1: always 90 kHz. */
export const rtpClockHz = 90_000;

const fragmentUnitType = 28; // FU-A, RFC 6184 §5.8

/** What a picture's packets are stamped with when they are sent. */
export interface RtpStamp {
  /** Sequence number of the first packet; taken modulo 2^16. */
  readonly sequence: number;
  /** Of {@link rtpClockHz}; taken modulo 2^32. */
  readonly timestamp: number;
  readonly ssrc: number;
}

/** The RTP payloads of one NAL unit (RFC 6184 packetization-mode 1): itself where it fits, else FU-A fragments. */
const payloadsOf = (nal: Buffer, largestPayloadBytes: number): readonly Buffer[] => {
  if (nal.length <= largestPayloadBytes) return [nal];
  const header = nal[0] ?? 0;
  const indicator = (header & 0xe0) | fragmentUnitType;
  const step = largestPayloadBytes - 2;
  const payloads: Buffer[] = [];
  for (let at = 1; at < nal.length; at += step) {
    const end = Math.min(at + step, nal.length);
    const start = at === 1 ? 0x80 : 0;
    const stop = end === nal.length ? 0x40 : 0;
    payloads.push(Buffer.concat([Buffer.of(indicator, start | stop | (header & 0x1f)), nal.subarray(at, end)]));
  }
  return payloads;
};

/**
 * One picture as RTP packets, still without sequence number, timestamp and SSRC: made once, stamped at every sending.
 * The marker bit is set on the last packet (RFC 6184 §5.1).
 */
export const packetise = (unit: AccessUnit, largestPayloadBytes = 1_400): readonly Buffer[] => {
  const payloads = unit.nals.flatMap((nal) => payloadsOf(nal, largestPayloadBytes));
  return payloads.map((payload, index) => {
    const packet = Buffer.alloc(rtpHeaderBytes + payload.length);
    packet[0] = 0x80;
    packet[1] = h264PayloadType | (index === payloads.length - 1 ? 0x80 : 0);
    payload.copy(packet, rtpHeaderBytes);
    return packet;
  });
};

/** Writes the stamp into a packet at `offset` of a buffer. */
export const stampPacket = (target: Buffer, offset: number, stamp: RtpStamp, index: number): void => {
  target.writeUInt16BE((stamp.sequence + index) % 0x1_0000, offset + 2);
  target.writeUInt32BE(stamp.timestamp % 0x1_0000_0000, offset + 4);
  target.writeUInt32BE(stamp.ssrc, offset + 8);
};
