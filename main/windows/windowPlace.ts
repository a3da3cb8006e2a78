import { z } from "zod";

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
});
/** In device-independent pixels of the whole desktop. */
export type Rectangle = z.infer<typeof rectangle>;

/** Where a person put the window of one wall. */
export const windowPlace = z.object({
  wallName: z.string().regex(/^wall-[1-9]\d{0,2}$/),
  bounds: rectangle,
  shape: z.enum(["normal", "maximized", "fullScreen"]),
});
export type WindowPlace = z.infer<typeof windowPlace>;

/** As much of a window has to be seen, in each direction, for a hand to find and move it. */
const leastVisiblePx = 120;

const overlap = (one: Rectangle, other: Rectangle): { readonly width: number; readonly height: number } => ({
  width: Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x),
  height: Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y),
});

const isSeenOn = (workArea: Rectangle, bounds: Rectangle): boolean => {
  const { width, height } = overlap(workArea, bounds);
  return width >= leastVisiblePx && height >= leastVisiblePx;
};

/**
 * The bounds a window takes on the monitors there are: its own where it can be seen there, else the same size, or less,
 * in the middle of the first monitor. A monitor that was unplugged takes no window with it.
 * @param workAreas of the monitors, the primary one first; at least one.
 */
export const boundsOn = (workAreas: readonly [Rectangle, ...Rectangle[]], wanted: Rectangle): Rectangle => {
  if (workAreas.some((area) => isSeenOn(area, wanted))) return wanted;
  const [area] = workAreas;
  const width = Math.min(wanted.width, area.width);
  const height = Math.min(wanted.height, area.height);
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  };
};

/** The monitor that a new wall takes: the first without one, else the first. */
export const areaForNewWall = (
  workAreas: readonly [Rectangle, ...Rectangle[]],
  taken: readonly Rectangle[],
): Rectangle => workAreas.find((area) => !taken.some((bounds) => isSeenOn(area, bounds))) ?? workAreas[0];

/** The lowest number that no wall has. */
export const nextWallName = (taken: readonly string[]): string => {
  for (let number = 1; ; number += 1) {
    const name = `wall-${String(number)}`;
    if (!taken.includes(name)) return name;
  }
};
