import { largestPayloadBytes, rtpPackets } from "./rtpPacket";

export const jpegPayloadType = 26;

/** What RFC 2435 sends of a baseline JPEG: the rest a receiver knows. */
interface JpegParts {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 0: 4:2:2, 1: 4:2:0 (RFC 2435 §4.1). */
  readonly type: 0 | 1;
  /** Luma's and chroma's quantisation tables, 64 bytes each. */
  readonly tables: Buffer;
  readonly scan: Buffer;
}

const startOfFrame = 0xc0;
const quantisation = 0xdb;
const startOfScan = 0xda;

/** Cuts a stream of JPEG pictures, as ffmpeg's `mjpeg` format writes it. */
export const splitJpegs = (stream: Buffer): readonly Buffer[] => {
  const begin = Buffer.of(0xff, 0xd8, 0xff);
  const pictures: Buffer[] = [];
  let at = stream.indexOf(begin);
  while (at !== -1) {
    const next = stream.indexOf(begin, at + begin.length);
    pictures.push(stream.subarray(at, next === -1 ? stream.length : next));
    at = next;
  }
  return pictures;
};

const partsOf = (jpeg: Buffer): JpegParts => {
  const tables = new Map<number, Buffer>();
  let size = { widthPx: 0, heightPx: 0, type: 1 as 0 | 1 };
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg[at + 1] ?? 0;
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    if (marker === quantisation) {
      for (let table = at + 4; table < end; table += 65) {
        tables.set((jpeg[table] ?? 0) & 0x0f, jpeg.subarray(table + 1, table + 65));
      }
    }
    if (marker === startOfFrame) {
      const type = jpeg[at + 11] === 0x22 ? 1 : 0; // luma sampled 2×2: 4:2:0
      size = { widthPx: jpeg.readUInt16BE(at + 7), heightPx: jpeg.readUInt16BE(at + 5), type };
    }
    if (marker === startOfScan) {
      const luma = tables.get(0) ?? Buffer.alloc(64, 1);
      const scan = jpeg.subarray(end, jpeg.lastIndexOf(Buffer.of(0xff, 0xd9)));
      return { ...size, tables: Buffer.concat([luma, tables.get(1) ?? luma]), scan };
    }
  }
  throw new Error("a JPEG without a scan");
};

/**
 * One JPEG picture (baseline, the usual Huffman tables, no restart markers) as RTP packets of RFC 2435 with Q 255: the
 * quantisation tables stand in the first packet (§3.1.8).
 * @throws when it is no such picture
 */
export const packetiseJpeg = (jpeg: Buffer, limitBytes = largestPayloadBytes): readonly Buffer[] => {
  const { widthPx, heightPx, type, tables, scan } = partsOf(jpeg);
  const payloads: Buffer[] = [];
  for (let at = 0; at < scan.length;) {
    const first = at === 0 ? Buffer.concat([Buffer.of(0, 0, 0, tables.length), tables]) : Buffer.alloc(0);
    const end = Math.min(scan.length, at + limitBytes - 8 - first.length);
    const header = Buffer.of(0, at >> 16, (at >> 8) & 0xff, at & 0xff, type, 255, widthPx / 8, heightPx / 8);
    payloads.push(Buffer.concat([header, first, scan.subarray(at, end)]));
    at = end;
  }
  return rtpPackets(payloads, jpegPayloadType);
};
