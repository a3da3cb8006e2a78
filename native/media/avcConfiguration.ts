import type { MediaTag } from "./mediaPart";
import { h264PictureSize, type PictureSize } from "./pictureSize";

/**
 * The parameter sets of H.264 inside FLV tags (ISO/IEC 14496-15 §5.3.3, FLV specification E.4.3). A camera that changes
 * its resolution in mid-stream says so inside the stream alone; players want a new file with a new configuration.
 */

const tagHeaderBytes = 11;
/** Frame type and codec, packet type, composition time. */
const videoHeaderBytes = 5;
const dataStart = tagHeaderBytes + videoHeaderBytes;
const trailerBytes = 4;

const viewOf = (tag: MediaTag): Buffer => Buffer.from(tag.bytes.buffer, tag.bytes.byteOffset, tag.bytes.byteLength);

/** The first sequence parameter set of an AVC sequence header; null when there is none. */
export const configuredParameterSet = (configuration: MediaTag): Buffer | null => {
  const bytes = viewOf(configuration);
  const at = dataStart + 6;
  if (bytes.length < at + 2 + trailerBytes || ((bytes[at - 1] ?? 0) & 0x1f) === 0) return null;
  const unit = bytes.subarray(at + 2, at + 2 + bytes.readUInt16BE(at));
  return unit.length === 0 ? null : unit;
};

export const configuredSize = (configuration: MediaTag): PictureSize | null => {
  const unit = configuredParameterSet(configuration);
  return unit === null ? null : h264PictureSize(unit);
};

/** An AVC sequence header made of the parameter sets inside a key frame; null when it does not carry both. */
export const configurationInside = (keyFrame: MediaTag): MediaTag | null => {
  const bytes = viewOf(keyFrame);
  let sequence: Buffer | null = null;
  let picture: Buffer | null = null;
  let position = dataStart;
  while (position + 5 <= bytes.length - trailerBytes) {
    const end = position + 4 + bytes.readUInt32BE(position);
    if (end > bytes.length - trailerBytes) break;
    const type = (bytes[position + 4] ?? 0) & 0x1f;
    // Parameter sets stand before the slices (H.264 §7.4.1.2.3).
    if (type >= 1 && type <= 5) break;
    const unit = bytes.subarray(position + 4, end);
    if (type === 7) sequence ??= unit;
    if (type === 8) picture ??= unit;
    position = end;
  }
  if (sequence === null || picture === null || sequence.length < 4) return null;
  return configurationTag(sequence, picture, bytes.subarray(4, 8));
};

const withLength = (unit: Buffer): readonly Buffer[] => [Buffer.of(unit.length >> 8, unit.length & 0xff), unit];

const configurationTag = (sequence: Buffer, picture: Buffer, timestamp: Buffer): MediaTag => {
  const record = Buffer.concat([
    Buffer.of(0x17, 0, 0, 0, 0),
    Buffer.of(1, sequence[1] ?? 0, sequence[2] ?? 0, sequence[3] ?? 0, 0xff, 0xe1),
    ...withLength(sequence),
    Buffer.of(1),
    ...withLength(picture),
  ]);
  const tag = new Uint8Array(tagHeaderBytes + record.length + trailerBytes);
  tag.set([9, record.length >> 16, (record.length >> 8) & 0xff, record.length & 0xff]);
  tag.set(timestamp, 4);
  tag.set(record, tagHeaderBytes);
  new DataView(tag.buffer).setUint32(tagHeaderBytes + record.length, tagHeaderBytes + record.length);
  return { kind: "tag", content: "videoConfiguration", bytes: tag };
};
