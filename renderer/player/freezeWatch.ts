import type { PictureSample } from "./pictureProbe";

/**
 * Unchanged for so long, while frames come, and a picture is frozen, ms. Longer than a second: a camera's own clock in
 * the picture changes once a second, and such a picture is alive. Not a multiple of the ticks (250 ms): a look that
 * comes a hair early would have to wait for the next.
 */
export const frozenAfterMs = 1_100;
/** Fewer new frames than this prove nothing: a camera may send two a second. */
export const frozenAfterFrames = 4;
/** A hung camera's key frame is the same picture encoded anew: its blocks differ by no more, of 255. */
const encodedAnewUpTo = 3;

/** One look at what a video shows. */
export interface PictureLook {
  /** Null when the picture could not be read. */
  readonly picture: PictureSample | null;
  /** Decoded since the file began. */
  readonly frames: number;
  /** Monotonic ms. */
  readonly atMs: number;
}

interface KnownLook extends PictureLook {
  readonly picture: PictureSample;
}

/** The first look at the picture that is still there, and the newest one. */
export interface Unchanged {
  readonly first: KnownLook;
  readonly last: KnownLook;
  /** The last two looks saw the very same decode, or there was only one. */
  readonly exact: boolean;
}

const alike = ({ coarse: left }: PictureSample, { coarse: right }: PictureSample): boolean =>
  left.length === right.length &&
  left.every((value, index) => Math.abs(value - (right[index] ?? 0)) <= encodedAnewUpTo);

/**
 * What is known after another look; `before` is null at the start and after a new file began. A picture stays the same
 * through single key frames; one that differs a little at every look (a sensor's noise) is alive.
 */
export const looked = (before: Unchanged | null, look: PictureLook): Unchanged | null => {
  const { picture } = look;
  if (picture === null) return null;
  const last = { ...look, picture };
  if (before !== null && look.frames >= before.last.frames) {
    const exact = before.last.picture.exact === picture.exact;
    if (exact || (before.exact && alike(before.last.picture, picture))) return { first: before.first, last, exact };
  }
  return { first: last, last, exact: true };
};

/** Since when the picture is frozen, monotonic ms; null while it moves or nothing is known. */
export const frozenSince = (unchanged: Unchanged | null): number | null => {
  if (unchanged === null) return null;
  const { first, last } = unchanged;
  const long = last.atMs - first.atMs >= frozenAfterMs;
  return long && last.frames - first.frames >= frozenAfterFrames ? first.atMs : null;
};

/** Whether the picture was the same at the last two looks: then it is looked at more often. */
export const suspicious = (unchanged: Unchanged | null): boolean =>
  unchanged !== null && unchanged.first !== unchanged.last;
