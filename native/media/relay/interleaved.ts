/** One `$` frame (RFC 2326 §10.12) inside a run of whole ones; `packet` is a view. */
export interface InterleavedFrame {
  readonly channel: number;
  readonly packet: Buffer;
}

/** The frames of a run as the reader hands it out. */
export function* framesOf(run: Uint8Array): Generator<InterleavedFrame> {
  const bytes = Buffer.from(run.buffer, run.byteOffset, run.byteLength);
  let position = 0;
  while (position + 4 <= bytes.length) {
    const end = position + 4 + bytes.readUInt16BE(position + 2);
    yield { channel: bytes.readUInt8(position + 1), packet: bytes.subarray(position + 4, end) };
    position = end;
  }
}

/** A packet as a `$` frame. */
export const frameOf = (channel: number, packet: Uint8Array): Uint8Array => {
  const frame = Buffer.allocUnsafe(4 + packet.length);
  frame.writeUInt8(0x24, 0);
  frame.writeUInt8(channel, 1);
  frame.writeUInt16BE(packet.length, 2);
  frame.set(packet, 4);
  return frame;
};

/** Whether a packet is RTP of version 2 with its whole fixed header (RFC 3550 §5.1). */
export const isRtp = (packet: Buffer): boolean => packet.length >= 12 && packet.readUInt8(0) >> 6 === 2;

const ntpEpochMs = Date.UTC(1900, 0, 1);
/** The seconds of NTP begin anew in 2036; what looks like the time before 1968 is of the next era (RFC 4330 §3). */
const eraMs = 2 ** 32 * 1_000;

/** The sender's own time in a compound RTCP packet that begins with a sender report (RFC 3550 §6.4.1); UTC ms. */
export const senderTimeOf = (packet: Buffer): number | null => {
  if (packet.length < 28 || packet.readUInt8(0) >> 6 !== 2 || packet.readUInt8(1) !== 200) return null;
  const seconds = packet.readUInt32BE(8);
  // Zero says that the sender has no clock.
  if (seconds === 0) return null;
  const ms = ntpEpochMs + seconds * 1_000 + (packet.readUInt32BE(12) / 2 ** 32) * 1_000;
  return Math.round(seconds < 0x80000000 ? ms + eraMs : ms);
};
