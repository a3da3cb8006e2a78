import type { AccessUnit } from "./annexB";
import { largestPayloadBytes, rtpPackets } from "./rtpPacket";

export const h264PayloadType = 96;

const fragmentUnitType = 28; // FU-A, RFC 6184 §5.8

/** The RTP payloads of one NAL unit (RFC 6184 packetization-mode 1): itself where it fits, else FU-A fragments. */
const payloadsOf = (nal: Buffer, limitBytes: number): readonly Buffer[] => {
  if (nal.length <= limitBytes) return [nal];
  const header = nal[0] ?? 0;
  const indicator = (header & 0xe0) | fragmentUnitType;
  const step = limitBytes - 2;
  const payloads: Buffer[] = [];
  for (let at = 1; at < nal.length; at += step) {
    const end = Math.min(at + step, nal.length);
    const start = at === 1 ? 0x80 : 0;
    const stop = end === nal.length ? 0x40 : 0;
    payloads.push(Buffer.concat([Buffer.of(indicator, start | stop | (header & 0x1f)), nal.subarray(at, end)]));
  }
  return payloads;
};

/** One H.264 picture as RTP packets. */
export const packetise = (unit: AccessUnit, limitBytes = largestPayloadBytes): readonly Buffer[] =>
  rtpPackets(
    unit.nals.flatMap((nal) => payloadsOf(nal, limitBytes)),
    h264PayloadType,
  );
