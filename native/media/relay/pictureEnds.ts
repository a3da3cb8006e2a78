import { signed } from "./rtpTimeline";

/**
 * Tells ffmpeg when a picture is whole. Its parsers of H.264 and H.265 know that only from the beginning of the next
 * picture, and hold each for one frame time; an access unit delimiter (H.264 §7.3.2.4, H.265 §7.3.2.5) is such a
 * beginning. It goes after the last packet of a picture, the one with the marker bit (RFC 6184 §5.1, RFC 7798 §4.1).
 *
 * ffmpeg takes its time stamp for that of the picture that follows: it is the one at which that picture is due. A camera
 * that goes on with a picture after the marker bit, or sends pictures out of order (B frames), gets no more of them.
 */
export interface PictureEnds {
  /** The packet to put behind this one, whose time stamp is in its place; null: none. */
  after(packet: Buffer): Buffer | null;
}

interface Format {
  /** A whole delimiter: any kind of slice may follow. */
  readonly delimiter: Uint8Array;
  /** Whether a payload ends with the end of a slice. */
  endsSlice(payload: Buffer): boolean;
}

/** The NAL unit at the end of an aggregation packet: sizes of 16 bits and units from `at` on. */
const lastAggregated = (payload: Buffer, at: number): Buffer => {
  let unit = payload.subarray(payload.length);
  for (let position = at; position + 2 <= payload.length; position += 2 + unit.length)
    unit = payload.subarray(position + 2, position + 2 + payload.readUInt16BE(position));
  return unit;
};

const fragmentEnds = 0x40;

/** RFC 6184 §5.4: 1 to 5 are slices, 24 is STAP-A, 28 FU-A. */
const h264: Format = {
  delimiter: Uint8Array.of(0x09, 0xf0),
  endsSlice: (payload) => {
    const isSlice = (header = 0): boolean => (header & 0x1f) >= 1 && (header & 0x1f) <= 5;
    const [first = 0, second = 0] = payload;
    switch (first & 0x1f) {
      case 24:
        return isSlice(lastAggregated(payload, 1)[0]);
      case 28:
        return (second & fragmentEnds) !== 0 && isSlice(second);
      default:
        return isSlice(first);
    }
  },
};

/** RFC 7798 §4.4: below 32 are slices, 48 is an aggregation packet, 49 a fragmentation unit. */
const h265: Format = {
  delimiter: Uint8Array.of(0x46, 0x01, 0x50),
  endsSlice: (payload) => {
    const typeOf = (header = 0): number => (header >> 1) & 0x3f;
    const [first = 0, , third = 0] = payload;
    switch (typeOf(first)) {
      case 48: {
        const [header] = lastAggregated(payload, 2);
        return header !== undefined && typeOf(header) < 32;
      }
      case 49:
        return (third & fragmentEnds) !== 0 && (third & 0x3f) < 32;
      default:
        return payload.length > 2 && typeOf(first) < 32;
    }
  },
};

const formats: Readonly<Record<string, Format>> = { H264: h264, H265: h265 };

/** Behind the fixed header, the contributing sources and the extension (RFC 3550 §5.1, §5.3.1). */
const payloadOf = (packet: Buffer): Buffer => {
  const first = packet.readUInt8(0);
  const sources = 12 + (first & 0x0f) * 4;
  const extended = (first & 0x10) !== 0 && packet.length >= sources + 4;
  return packet.subarray(extended ? sources + 4 + packet.readUInt16BE(sources + 2) * 4 : sources);
};

/** @param clockRate ticks in a second */
export const pictureEnds = (encoding: string, clockRate: number): PictureEnds => {
  const format = formats[encoding];
  if (format === undefined) return { after: () => null };
  const leastStep = Math.ceil(clockRate / 1_000);
  let strange = false;
  let latest: number | null = null;
  let marked = false;
  /** From each of the last two pictures to the next, ticks: a single gap is no rhythm. */
  let steps: readonly [number, number] | null = null;
  let due: number | null = null;

  const note = (timestamp: number): void => {
    const step = latest === null ? null : signed(timestamp - latest);
    latest = timestamp;
    if (step === null) return;
    strange ||= step < 0 || (step === 0 && marked);
    if (step > 0) steps = [step, steps?.[0] ?? step];
  };

  const delimiterAfter = (packet: Buffer, timestamp: number, step: number): Buffer => {
    const expected = (timestamp + step) >>> 0;
    // Never before the one before, where a camera has become faster.
    due = due !== null && signed(expected - due) < leastStep ? (due + leastStep) >>> 0 : expected;
    const header = Buffer.from(packet.subarray(0, 12));
    header.writeUInt8(0x80, 0);
    // Its number stays that of the packet before: the camera is told of none that it did not send.
    header.writeUInt8(header.readUInt8(1) & 0x7f, 1);
    header.writeUInt32BE(due, 4);
    return Buffer.concat([header, format.delimiter]);
  };

  return {
    after: (packet) => {
      const timestamp = packet.readUInt32BE(4);
      note(timestamp);
      marked = (packet.readUInt8(1) & 0x80) !== 0;
      if (strange || !marked || steps === null || !format.endsSlice(payloadOf(packet))) return null;
      return delimiterAfter(packet, timestamp, Math.min(...steps));
    },
  };
};
