import type { MediaContainer } from "./mediaPart";
import { packetsOf, payloadStart, startsUnit } from "./mpegts";

/** A key frame for a decoder that is given nothing else: Annex B (H.264 and H.265), the parameter sets in front. */

const startCode = Buffer.of(0, 0, 0, 1);

/** FLV: tag header, frame type and codec, packet type, composition time. */
const flvDataStart = 16;
const flvTrailerBytes = 4;

const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Units, each behind its length of so many bytes; what is cut off is left out. */
const unitsBehindLengths = (data: Buffer, lengthBytes: 2 | 4, most = Infinity): Buffer[] => {
  const units: Buffer[] = [];
  let position = 0;
  while (units.length < most && position + lengthBytes <= data.length) {
    const start = position + lengthBytes;
    const end = start + data.readUIntBE(position, lengthBytes);
    if (end > data.length) break;
    units.push(data.subarray(start, end));
    position = end;
  }
  return units;
};

/** The sets of an AVC decoder configuration record (ISO/IEC 14496-15 §5.3.3.1): first those of sequences. */
const parameterSetsOf = (configuration: Buffer): Buffer[] => {
  const record = configuration.subarray(flvDataStart, configuration.length - flvTrailerBytes);
  const sequences = unitsBehindLengths(record.subarray(6), 2, (record[5] ?? 0) & 0x1f);
  const behind = 6 + sequences.reduce((sum, unit) => sum + 2 + unit.length, 0);
  return [...sequences, ...unitsBehindLengths(record.subarray(behind + 1), 2, record[behind] ?? 0)];
};

/** H.264 table 7-1; it has to be the first unit of a picture. */
const isDelimiter = (unit: Buffer): boolean => ((unit[0] ?? 0) & 0x1f) === 9;

const fromFlv = (configuration: Buffer, keyFrame: Buffer): Buffer => {
  const units = unitsBehindLengths(keyFrame.subarray(flvDataStart, keyFrame.length - flvTrailerBytes), 4);
  const slices = units.filter((unit) => !isDelimiter(unit));
  return Buffer.concat([...parameterSetsOf(configuration), ...slices].flatMap((unit) => [startCode, unit]));
};

/** MPEG-TS carries Annex B; ffmpeg repeats the parameter sets before each key frame. */
const fromMpegts = (keyFrame: Buffer): Buffer =>
  Buffer.concat(
    packetsOf(keyFrame).map((packet) => {
      const start = payloadStart(packet);
      // Behind the PES header (ISO/IEC 13818-1 §2.4.3.6).
      return packet.subarray(startsUnit(packet) ? start + 9 + (packet[start + 8] ?? 0) : start);
    }),
  );

/** @param configuration the tag with the parameter sets, or the program map */
export const loneKeyFrame = (
  container: MediaContainer,
  configuration: Uint8Array,
  keyFrame: Uint8Array,
): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    container === "flv" ? fromFlv(bufferOf(configuration), bufferOf(keyFrame)) : fromMpegts(bufferOf(keyFrame)),
  );
