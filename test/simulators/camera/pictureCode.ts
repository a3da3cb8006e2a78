/**
 * A code that every simulated picture carries, so that a test can read from pixels which camera it sees and when.
 *
 * Two strips of {@link pictureCode}.cellCount cells span the whole width, along the top edge (camera number) and the
 * bottom edge (time in the clip). White is 1, black is 0:
 *
 *     1 0 | 12 bits, most significant first | 4 check bits | 0 1
 *
 * The fixed cells at both ends give the levels of white and black. A strip survives H.264 at 400 kbit/s and a tile of
 * 240×135 pixels.
 */
export const pictureCode = {
  cellCount: 20,
  /** Height of a strip as a share of the picture's. */
  stripHeightShare: 1 / 12,
  /** Largest camera number. */
  largestCameraNumber: 4095,
  /** Step of the time in the clip. */
  timeUnitMs: 10,
  /** A clip's loop must be shorter than this. */
  longestClipMs: 40_960,
} as const;

export type Strip = "camera" | "time";

export interface PictureCode {
  /** 1..{@link pictureCode}.largestCameraNumber. */
  readonly cameraNumber: number;
  /** Time of the frame in the camera's loop, ms, in steps of {@link pictureCode}.timeUnitMs. */
  readonly clipTimeMs: number;
}

const dataBits = 12;
const checkBits = 4;
/** White and black must differ by this much luma to be told apart. */
const leastContrast = 60;

/** CRC-4 (x⁴+x+1). The strips start differently, so that a picture upside down is not read. */
const checkOf = (value: number, strip: Strip): number => {
  let remainder = strip === "camera" ? 0x5 : 0xa;
  for (let bit = dataBits - 1; bit >= 0; bit -= 1) {
    const feedback = ((remainder >> 3) ^ (value >> bit)) & 1;
    remainder = ((remainder << 1) & 0xf) ^ (feedback === 1 ? 0x3 : 0);
  }
  return remainder;
};

/** The cells of a strip from left to right; true is white. `value` has 12 bits. */
export const stripCells = (strip: Strip, value: number): readonly boolean[] => {
  const word = (value << checkBits) | checkOf(value, strip);
  const bits = Array.from(
    { length: dataBits + checkBits },
    (_, index) => ((word >> (dataBits + checkBits - 1 - index)) & 1) === 1,
  );
  return [true, false, ...bits, false, true];
};

/** The 12-bit value of a strip's time. */
export const timeValue = (clipTimeMs: number): number => Math.round(clipTimeMs / pictureCode.timeUnitMs) & 0xfff;

const meanLuma = (
  rgba: ArrayLike<number>,
  width: number,
  left: number,
  right: number,
  top: number,
  bottom: number,
): number => {
  let sum = 0;
  let count = 0;
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = (y * width + x) * 4;
      sum += 0.2126 * (rgba[at] ?? 0) + 0.7152 * (rgba[at + 1] ?? 0) + 0.0722 * (rgba[at + 2] ?? 0);
      count += 1;
    }
  }
  return sum / count;
};

const readStrip = (rgba: ArrayLike<number>, width: number, height: number, strip: Strip): number | null => {
  const stripHeight = height * pictureCode.stripHeightShare;
  const stripTop = strip === "camera" ? 0 : height - stripHeight;
  const top = Math.floor(stripTop + stripHeight * 0.25);
  const bottom = Math.max(top + 1, Math.floor(stripTop + stripHeight * 0.75));
  const cellWidth = width / pictureCode.cellCount;
  const levels = Array.from({ length: pictureCode.cellCount }, (_, cell) => {
    const left = Math.floor((cell + 0.3) * cellWidth);
    const right = Math.max(left + 1, Math.floor((cell + 0.7) * cellWidth));
    return meanLuma(rgba, width, left, right, top, bottom);
  });
  const at = (cell: number): number => levels[cell] ?? 0;
  const last = pictureCode.cellCount - 1;
  const white = Math.min(at(0), at(last));
  const black = Math.max(at(1), at(last - 1));
  if (white - black < leastContrast) return null;
  const threshold = (white + black) / 2;
  let word = 0;
  for (let cell = 2; cell < last - 1; cell += 1) word = (word << 1) | (at(cell) > threshold ? 1 : 0);
  const value = word >> checkBits;
  return checkOf(value, strip) === (word & 0xf) ? value : null;
};

/**
 * Reads the code of a picture.
 * @param rgba four bytes a pixel, rows from the top, no padding, at least 80×48 pixels; exactly the picture, without
 *   bars around it
 * @returns null when the picture carries no whole code: another picture, none yet, or half of one
 */
export const readPictureCode = (rgba: ArrayLike<number>, width: number, height: number): PictureCode | null => {
  if (width < pictureCode.cellCount * 4 || height < 48 || rgba.length < width * height * 4) return null;
  const cameraNumber = readStrip(rgba, width, height, "camera");
  const time = readStrip(rgba, width, height, "time");
  if (cameraNumber === null || time === null || cameraNumber === 0) return null;
  return { cameraNumber, clipTimeMs: time * pictureCode.timeUnitMs };
};
