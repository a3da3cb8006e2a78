/**
 * Which part of a tile's picture is shown. All lengths are shares of the tile, so that a zoom holds when the tile
 * becomes another size: what stands at `p` in the whole picture is shown at `offset + factor * p`.
 */
export interface Zoom {
  /** From 1, the whole picture, to {@link maxFactor}. */
  readonly factor: number;
  readonly x: number;
  readonly y: number;
}

/** Where the picture itself lies in its tile before any zoom; the rest of the tile is black. */
export interface PictureBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export const maxFactor = 8;
export const whole: Zoom = { factor: 1, x: 0, y: 0 };
export const wholeTile: PictureBox = { left: 0, top: 0, width: 1, height: 1 };

export const isZoomed = ({ factor }: Zoom): boolean => factor > 1;

/**
 * One axis: a picture larger than the tile covers it; a smaller one keeps its place, as much to the left of it as to
 * the right in the same ratio as before.
 */
const held = (offset: number, factor: number, start: number, length: number): number => {
  const gap = 1 - length;
  if (factor * length < 1) return gap <= 0 ? 0 : (start / gap) * (1 - factor * length) - factor * start;
  return Math.min(-factor * start, Math.max(1 - factor * (start + length), offset));
};

/** The nearest zoom that shows no edge which the whole picture would not show too. */
export const clamped = ({ factor, x, y }: Zoom, { left, top, width, height }: PictureBox): Zoom => {
  const bounded = Math.min(maxFactor, Math.max(1, factor));
  // What is as good as whole is whole: the mark and the drag go by it.
  if (bounded < 1.01) return whole;
  return { factor: bounded, x: held(x, bounded, left, width), y: held(y, bounded, top, height) };
};

/** Zooms so many times nearer, with the spot of the picture that is at `at` staying there where the edges let it. */
export const zoomedAt = (zoom: Zoom, times: number, at: Point, box: PictureBox): Zoom => {
  const factor = Math.min(maxFactor, Math.max(1, zoom.factor * times));
  const ratio = factor / zoom.factor;
  return clamped({ factor, x: at.x - (at.x - zoom.x) * ratio, y: at.y - (at.y - zoom.y) * ratio }, box);
};

/** Moves the picture by shares of the tile. */
export const panned = (zoom: Zoom, by: Point, box: PictureBox): Zoom =>
  clamped({ ...zoom, x: zoom.x + by.x, y: zoom.y + by.y }, box);

/** A picture of this size in a tile of that one, as `object-fit: contain` and `object-position: 50% 0` lay it. */
export const boxOfContained = (picture: { width: number; height: number }, tile: typeof picture): PictureBox => {
  if (picture.width <= 0 || picture.height <= 0 || tile.width <= 0 || tile.height <= 0) return wholeTile;
  const scale = Math.min(tile.width / picture.width, tile.height / picture.height);
  const width = (picture.width * scale) / tile.width;
  return { left: (1 - width) / 2, top: 0, width, height: (picture.height * scale) / tile.height };
};

/** Which part of the tile's whole picture is seen, for the small map. */
export const seenPart = ({ factor, x, y }: Zoom): PictureBox => ({
  left: -x / factor,
  top: -y / factor,
  width: 1 / factor,
  height: 1 / factor,
});

export const transformOf = ({ factor, x, y }: Zoom): string =>
  `translate(${String(x * 100)}%, ${String(y * 100)}%) scale(${String(factor)})`;
