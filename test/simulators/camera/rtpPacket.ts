/** Fixed RTP header (RFC 3550 §5.1), without CSRC and extension. */
export const rtpHeaderBytes = 12;
/** Of every video payload here: RFC 6184 §8.2.1, RFC 7798 §7.1, RFC 2435 §3. */
export const rtpClockHz = 90_000;
/** Keeps packets below the 1,500 bytes of Ethernet. */
export const largestPayloadBytes = 1_400;

/** What a picture's packets are stamped with when they are sent. */
export interface RtpStamp {
  /** Sequence number of the first packet; taken modulo 2^16. */
  readonly sequence: number;
  /** Of the track's clock; taken modulo 2^32. */
  readonly timestamp: number;
  readonly ssrc: number;
}

/**
 * Payloads as RTP packets, still without sequence number, timestamp and SSRC: made once, stamped at every sending.
 * The marker bit is set on the last packet if asked (every video payload format does so for a picture's end).
 */
export const rtpPackets = (payloads: readonly Buffer[], payloadType: number, marked = true): readonly Buffer[] =>
  payloads.map((payload, index) => {
    const packet = Buffer.alloc(rtpHeaderBytes + payload.length);
    packet[0] = 0x80;
    packet[1] = payloadType | (marked && index === payloads.length - 1 ? 0x80 : 0);
    payload.copy(packet, rtpHeaderBytes);
    return packet;
  });

/** Writes the stamp into a packet at `offset` of a buffer. */
export const stampPacket = (target: Buffer, offset: number, stamp: RtpStamp, index: number): void => {
  target.writeUInt16BE((stamp.sequence + index) % 0x1_0000, offset + 2);
  target.writeUInt32BE(stamp.timestamp % 0x1_0000_0000, offset + 4);
  target.writeUInt32BE(stamp.ssrc, offset + 8);
};
