/** A colour of limited-range BT.709. */
export interface YuvColour {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

/** One planar 4:2:0 picture, as ffmpeg's `yuv420p` rawvideo takes it. Width and height are even. */
export interface YuvFrame {
  readonly widthPx: number;
  readonly heightPx: number;
  /** The three planes one after the other. */
  readonly bytes: Buffer;
  readonly y: Buffer;
  readonly u: Buffer;
  readonly v: Buffer;
}

export const newYuvFrame = (widthPx: number, heightPx: number): YuvFrame => {
  const luma = widthPx * heightPx;
  const bytes = Buffer.alloc((luma * 3) / 2, 128);
  return {
    widthPx,
    heightPx,
    bytes,
    y: bytes.subarray(0, luma),
    u: bytes.subarray(luma, (luma * 5) / 4),
    v: bytes.subarray((luma * 5) / 4),
  };
};

/** From red, green and blue of 0..255. */
export const yuv = (red: number, green: number, blue: number): YuvColour => {
  const luma = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  return {
    y: Math.round(16 + 219 * luma),
    u: Math.round(128 + (224 * (blue / 255 - luma)) / 1.8556),
    v: Math.round(128 + (224 * (red / 255 - luma)) / 1.5748),
  };
};

const even = (value: number): number => Math.round(value / 2) * 2;

/** Fills a rectangle, cut to the picture; edges fall on even pixels, where chroma has its own. */
export const fillRectangle = (
  frame: YuvFrame,
  left: number,
  top: number,
  width: number,
  height: number,
  colour: YuvColour,
): void => {
  const x0 = Math.max(0, even(left));
  const y0 = Math.max(0, even(top));
  const x1 = Math.min(frame.widthPx, even(left + width));
  const y1 = Math.min(frame.heightPx, even(top + height));
  if (x1 <= x0) return;
  for (let y = y0; y < y1; y += 1) frame.y.fill(colour.y, y * frame.widthPx + x0, y * frame.widthPx + x1);
  const half = frame.widthPx / 2;
  for (let y = y0 / 2; y < y1 / 2; y += 1) {
    frame.u.fill(colour.u, y * half + x0 / 2, y * half + x1 / 2);
    frame.v.fill(colour.v, y * half + x0 / 2, y * half + x1 / 2);
  }
};
