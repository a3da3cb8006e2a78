/** An RTP packet taken apart (RFC 3550 §5.1), as a test sees it. */
export interface RtpPacket {
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Buffer;
}

export const readRtp = (packet: Buffer): RtpPacket => ({
  marker: ((packet[1] ?? 0) & 0x80) !== 0,
  payloadType: (packet[1] ?? 0) & 0x7f,
  sequence: packet.readUInt16BE(2),
  timestamp: packet.readUInt32BE(4),
  ssrc: packet.readUInt32BE(8),
  payload: packet.subarray(12),
});

/** Puts NAL units together again (RFC 6184 §5.6, §5.8), independently of the packetiser: throws on what is not allowed. */
export const depacketise = (packets: readonly RtpPacket[]): readonly Buffer[] => {
  const nals: Buffer[] = [];
  let fragments: Buffer[] | null = null;
  for (const { payload } of packets) {
    const type = (payload[0] ?? 0) & 0x1f;
    if (type >= 1 && type <= 23) {
      if (fragments !== null) throw new Error("a NAL unit inside a fragmented one");
      nals.push(payload);
      continue;
    }
    if (type !== 28) throw new Error(`payload type ${type}`);
    const [indicator = 0, header = 0] = payload;
    const starts = (header & 0x80) !== 0;
    const ends = (header & 0x40) !== 0;
    if (starts && ends) throw new Error("FU-A with both S and E");
    if (starts !== (fragments === null)) throw new Error("FU-A out of order");
    fragments ??= [Buffer.of((indicator & 0xe0) | (header & 0x1f))];
    fragments.push(payload.subarray(2));
    if (ends) {
      nals.push(Buffer.concat(fragments));
      fragments = null;
    }
  }
  if (fragments !== null) throw new Error("FU-A without end");
  return nals;
};
