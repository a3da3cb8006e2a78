import { failure, type Failure } from "../../app/domain/failure";
import type { MediaLimits } from "./limits";

/** Width and height of the pictures, in pixels. */
export interface PictureSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Why pictures of this size are not played; null when they are. Buffers are never made for such a size. */
export const unplayableSize = (
  { widthPx, heightPx }: PictureSize,
  { sidePx }: Pick<MediaLimits, "sidePx">,
): Failure | null =>
  Math.min(widthPx, heightPx) > 0 && Math.max(widthPx, heightPx) <= sidePx
    ? null
    : failure("unsupported", `pictures of ${widthPx}×${heightPx}`, "sps.size");

/** Reads a parameter set bit by bit, without the bytes that only keep start codes apart (H.264 §7.4.1, H.265 §7.4.2). */
const bitReader = (unit: Uint8Array) => {
  const bytes: number[] = [];
  for (let index = 0; index < unit.length && bytes.length < 512; index += 1) {
    const zeros = unit[index - 1] === 0 && unit[index - 2] === 0;
    if (!(zeros && unit[index] === 3)) bytes.push(unit[index] ?? 0);
  }
  let position = 0;
  const bit = (): number => {
    const value = ((bytes[position >> 3] ?? 0) >> (7 - (position & 7))) & 1;
    position += 1;
    return value;
  };
  const bits = (count: number): number => {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 2 + bit();
    return value;
  };
  /** ue(v), §9.1 of both. */
  const count = (): number => {
    let zeros = 0;
    while (zeros < 32 && position < bytes.length * 8 && bit() === 0) zeros += 1;
    return 2 ** zeros - 1 + bits(zeros);
  };
  return { bit, bits, count, ended: () => position > bytes.length * 8 };
};

const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);

/** Lets a scaling list pass (H.264 §7.3.2.1.1.1). */
const skipScalingList = (read: ReturnType<typeof bitReader>, size: number): void => {
  let last = 8;
  for (let index = 0; index < size && last !== 0; index += 1) {
    const code = read.count();
    const delta = code % 2 === 1 ? (code + 1) / 2 : -code / 2;
    last = (last + delta + 256) % 256;
  }
};

/** Of a sequence parameter set of H.264 with its NAL header (§7.3.2.1.1); null when it cannot be read. */
export const h264PictureSize = (unit: Uint8Array): PictureSize | null => {
  const read = bitReader(unit.subarray(1));
  const profile = read.bits(8);
  read.bits(16);
  read.count();
  let chroma = 1;
  if (profilesWithChroma.has(profile)) {
    chroma = read.count();
    if (chroma === 3) read.bit();
    read.count();
    read.count();
    read.bit();
    if (read.bit() === 1)
      for (let list = 0; list < (chroma === 3 ? 12 : 8); list += 1)
        if (read.bit() === 1) skipScalingList(read, list < 6 ? 16 : 64);
  }
  read.count();
  const order = read.count();
  if (order === 0) read.count();
  else if (order === 1) {
    read.bit();
    read.count();
    read.count();
    const cycle = Math.min(255, read.count());
    for (let index = 0; index < cycle; index += 1) read.count();
  }
  read.count();
  read.bit();
  const widthInBlocks = read.count() + 1;
  const heightInUnits = read.count() + 1;
  const framesOnly = read.bit();
  if (framesOnly === 0) read.bit();
  read.bit();
  const crop = read.bit() === 1 ? [read.count(), read.count(), read.count(), read.count()] : [0, 0, 0, 0];
  if (read.ended()) return null;
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
  return {
    widthPx: widthInBlocks * 16 - (left + right) * cropX,
    heightPx: heightInUnits * 16 * (2 - framesOnly) - (top + bottom) * cropY,
  };
};

/** Of a sequence parameter set of H.265 with its NAL header (§7.3.2.2.1); null when it cannot be read. */
export const h265PictureSize = (unit: Uint8Array): PictureSize | null => {
  const read = bitReader(unit.subarray(2));
  read.bits(4);
  const subLayers = read.bits(3);
  read.bit();
  // profile_tier_level (§7.3.3)
  read.bits(88);
  read.bits(8);
  const layers = Array.from({ length: subLayers }, () => [read.bit(), read.bit()] as const);
  if (subLayers > 0) read.bits(2 * (8 - subLayers));
  for (const [profile, level] of layers) read.bits((profile === 1 ? 88 : 0) + (level === 1 ? 8 : 0));
  read.count();
  const chroma = read.count();
  if (chroma === 3) read.bit();
  const width = read.count();
  const height = read.count();
  const crop = read.bit() === 1 ? [read.count(), read.count(), read.count(), read.count()] : [0, 0, 0, 0];
  if (read.ended()) return null;
  const [left = 0, right = 0, top = 0, bottom = 0] = crop;
  const cropX = chroma === 1 || chroma === 2 ? 2 : 1;
  const cropY = chroma === 1 ? 2 : 1;
  return { widthPx: width - (left + right) * cropX, heightPx: height - (top + bottom) * cropY };
};
