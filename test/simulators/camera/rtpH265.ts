import type { AccessUnit } from "./annexB";
import { largestPayloadBytes, rtpPackets } from "./rtpPacket";

export const h265PayloadType = 98;

const fragmentUnitType = 49; // FU, RFC 7798 §4.4.3

/** The RTP payloads of one NAL unit: itself where it fits (RFC 7798 §4.4.1), else fragments; no DONL fields. */
const payloadsOf = (nal: Buffer, limitBytes: number): readonly Buffer[] => {
  if (nal.length <= limitBytes) return [nal];
  const [first = 0, second = 0] = nal;
  const type = (first >> 1) & 0x3f;
  const step = limitBytes - 3;
  const payloads: Buffer[] = [];
  for (let at = 2; at < nal.length; at += step) {
    const end = Math.min(at + step, nal.length);
    const start = at === 2 ? 0x80 : 0;
    const stop = end === nal.length ? 0x40 : 0;
    const header = Buffer.of((first & 0x81) | (fragmentUnitType << 1), second, start | stop | type);
    payloads.push(Buffer.concat([header, nal.subarray(at, end)]));
  }
  return payloads;
};

/** One H.265 picture as RTP packets (RFC 7798, single NAL unit and fragmentation units). */
export const packetiseH265 = (unit: AccessUnit, limitBytes = largestPayloadBytes): readonly Buffer[] =>
  rtpPackets(
    unit.nals.flatMap((nal) => payloadsOf(nal, limitBytes)),
    h265PayloadType,
  );
