import { stampPacket, type RtpStamp } from "./rtpPacket";

export const frameHeaderBytes = 4;

/** Packets one after the other in RTSP's interleaved framing (RFC 2326 §10.12): `$`, channel, length. */
export interface InterleavedPacket {
  readonly bytes: Buffer;
  /** Where each `$` stands. */
  readonly offsets: readonly number[];
}

export const interleave = (packets: readonly Buffer[]): InterleavedPacket => {
  const offsets: number[] = [];
  let at = 0;
  const parts = packets.flatMap((packet) => {
    const header = Buffer.of(0x24, 0, packet.length >> 8, packet.length & 0xff);
    offsets.push(at);
    at += header.length + packet.length;
    return [header, packet];
  });
  return { bytes: Buffer.concat(parts), offsets };
};

/** A copy to send on `channel`; the template is left as it is, for a slow client may still hold the last copy. */
export const stamped = (template: InterleavedPacket, channel: number, stamp: RtpStamp): Buffer => {
  const copy = Buffer.from(template.bytes);
  template.offsets.forEach((offset, index) => {
    copy[offset + 1] = channel;
    stampPacket(copy, offset + frameHeaderBytes, stamp, index);
  });
  return copy;
};
