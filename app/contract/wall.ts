import { z } from "zod";
import { gridProblem, maxCells, maxTracks, type Grid } from "../domain/grid";
import { fits, layoutProblem, turns, type WallLayout } from "../domain/layout";

/** Walls, grids and views as they cross the contract. What is sound is decided in app/domain. */

const track = z.number().positive().max(10_000);
const whole = z.number().int().min(0).max(maxTracks);

const gridShape = z.object({
  columns: z.array(track).min(1).max(maxTracks).readonly(),
  rows: z.array(track).min(1).max(maxTracks).readonly(),
  cells: z
    .array(z.object({ column: whole, row: whole, columnSpan: whole, rowSpan: whole }))
    .min(1)
    .max(maxCells)
    .readonly(),
});

const soundGrid = (grid: Grid): boolean => gridProblem(grid) === null;

export const gridSchema = gridShape.refine(soundGrid, { message: "cells cover the grid exactly, in reading order" });

const tile = z.object({
  cameraId: z.string().min(1).max(64),
  fit: z.enum(fits),
  turn: z.literal(turns),
  mirrored: z.boolean(),
  locked: z.boolean(),
  pinned: z.boolean(),
});

const soundLayout = (layout: WallLayout): boolean => layoutProblem(layout) === null;

export const wallLayout = z
  .object({ grid: gridSchema, tiles: z.array(tile.nullable()).max(maxCells).readonly() })
  .refine(soundLayout, { path: ["tiles"], message: "one entry per cell, no camera twice" });

const recordId = z.string().min(1).max(64);
const version = z.number().int().min(1);

/** The view that a wall was opened from or saved as, and whether the wall was changed since. */
export const wallView = z.object({ viewId: recordId, version, changed: z.boolean() });
export type WallView = z.infer<typeof wallView>;

/** A wall as its window left it. `view` is null where it stands for none. */
export const keptWall = z.object({ layout: wallLayout, view: wallView.nullable() });
export type KeptWall = z.infer<typeof keptWall>;

/** A name a person gives. Length in code units, so that no name is longer on disk than it looks. */
export const maxNameLength = 100;
const givenName = z.string().trim().min(1).max(maxNameLength);

/** A grid somebody drew. `grid` is null when what was stored cannot be read. */
export const ownGrid = z.object({ id: recordId, name: z.string(), grid: gridSchema.nullable() });
export type OwnGrid = z.infer<typeof ownGrid>;

/** A new one without `gridId`. */
export const ownGridWish = z.object({ gridId: recordId.optional(), name: givenName, grid: gridSchema });

/** A saved view without its layout, as lists show it. */
export const viewSummary = z.object({
  id: recordId,
  name: z.string(),
  /** Empty for one that stands in no folder. */
  folder: z.string(),
  tileCount: z.number().int().min(0),
  cameraCount: z.number().int().min(0),
  /** Rises with every change; a change names the version it was made on. */
  version,
  changedAtUtcMs: z.number(),
  /** When it was last opened on any wall; null for never. */
  openedAtUtcMs: z.number().nullable(),
});
export type ViewSummary = z.infer<typeof viewSummary>;

/** A view to open. One that cannot be read is kept as it is and says which part is broken. */
export const openedView = z.discriminatedUnion("state", [
  z.object({ state: z.literal("readable"), view: viewSummary, layout: wallLayout }),
  z.object({ state: z.literal("unreadable"), view: viewSummary, part: z.string() }),
]);

const folder = z.string().trim().max(maxNameLength);

/** A new view without `known`; else the view and the version that the change was made on. */
export const viewWish = z.object({
  known: z.object({ viewId: recordId, version }).optional(),
  name: givenName,
  folder,
  layout: wallLayout,
});

/** Another name or folder for a view; what is absent stays. */
export const viewChange = z.object({
  viewId: recordId,
  version,
  name: givenName.optional(),
  folder: folder.optional(),
});

/** `changedElsewhere`: nothing was written; `view` is as somebody else left it. */
export const viewOutcome = z.object({ outcome: z.enum(["saved", "changedElsewhere"]), view: viewSummary });
export type ViewOutcome = z.infer<typeof viewOutcome>;

export const viewIdOnly = z.object({ viewId: recordId });
export const gridIdOnly = z.object({ gridId: recordId });
