import { builtInGrid, gridFor, type GridSize } from "./builtInGrids";
import { gridProblem, type Grid, type GridCell } from "./grid";
import { cellsIn, withCell } from "./gridEdit";

/** How a picture takes its tile: whole with bars, cut to fill, or stretched. */
export const fits = ["contain", "cover", "fill"] as const;
export type Fit = (typeof fits)[number];

/** Clockwise, degrees; for cameras that hang on their side or head. */
export const turns = [0, 90, 180, 270] as const;
export type Turn = (typeof turns)[number];

/** A camera on a wall and how it is shown there. */
export interface Tile {
  readonly cameraId: string;
  readonly fit: Fit;
  readonly turn: Turn;
  readonly mirrored: boolean;
  /** Nothing is dropped on it, and it is neither cleared nor moved. */
  readonly locked: boolean;
  /** It stays where it is when another view is opened. */
  readonly pinned: boolean;
}

export type TileLook = Omit<Tile, "cameraId">;

/** What one window shows: the grid, and for each of its cells the tile on it or nothing. */
export interface WallLayout {
  readonly grid: Grid;
  /** One entry for each cell. No camera stands twice. */
  readonly tiles: readonly (Tile | null)[];
}

/** Why a change was not made: a locked tile is in the way, or there is no room. */
export interface LayoutRefusal {
  readonly reason: "locked" | "full" | "tooMany";
  /** Of the tile in the way. */
  readonly position: number;
}

export type LayoutChange = WallLayout | LayoutRefusal;

export const isRefused = (change: LayoutChange): change is LayoutRefusal => "reason" in change;

export const plainTile = (cameraId: string): Tile => ({
  cameraId,
  fit: "contain",
  turn: 0,
  mirrored: false,
  locked: false,
  pinned: false,
});

export const emptyOn = (grid: Grid): WallLayout => ({ grid, tiles: grid.cells.map(() => null) });

export const emptyLayout = (size: GridSize): WallLayout => emptyOn(builtInGrid(size));

/** Null for a layout whose grid is sound, with one entry for each cell and no camera twice. */
export const layoutProblem = ({ grid, tiles }: WallLayout): string | null => {
  const problem = gridProblem(grid);
  if (problem !== null) return problem;
  if (tiles.length !== grid.cells.length) return "tiles";
  const cameras = tiles.flatMap((tile) => (tile === null ? [] : [tile.cameraId]));
  return new Set(cameras).size === cameras.length ? null : "twice";
};

/** Where a camera stands; -1 when it does not. */
export const positionOfCamera = ({ tiles }: WallLayout, cameraId: string): number =>
  tiles.findIndex((tile) => tile?.cameraId === cameraId);

export const camerasOf = ({ tiles }: WallLayout): string[] =>
  tiles.flatMap((tile) => (tile === null ? [] : [tile.cameraId]));

const isLocked = ({ tiles }: WallLayout, position: number): boolean => tiles[position]?.locked === true;

const withTiles = (layout: WallLayout, tiles: readonly (Tile | null)[]): WallLayout => ({ grid: layout.grid, tiles });

/**
 * The same tiles on another grid: they keep their order, and their positions where all fit; of a smaller grid those
 * that are locked or pinned are the last to go.
 */
export const regrid = (layout: WallLayout, grid: Grid): WallLayout => {
  const size = grid.cells.length;
  const beyond = layout.tiles.slice(size).some((tile) => tile !== null);
  if (!beyond) return { grid, tiles: grid.cells.map((_, position) => layout.tiles[position] ?? null) };
  const standing = layout.tiles.filter((tile) => tile !== null);
  const kept = new Set(
    [...standing.filter((tile) => tile.locked || tile.pinned), ...standing]
      .filter((tile, index, all) => all.indexOf(tile) === index)
      .slice(0, size),
  );
  const tiles: (Tile | null)[] = standing.filter((tile) => kept.has(tile));
  while (tiles.length < size) tiles.push(null);
  return { grid, tiles };
};

/**
 * Puts a camera on a position. One that stands elsewhere on this wall changes places with what is there, each keeping
 * its look. Refused where one of the two is locked.
 */
export const placeCamera = (layout: WallLayout, position: number, cameraId: string): LayoutChange => {
  if (position < 0 || position >= layout.tiles.length) return layout;
  const before = positionOfCamera(layout, cameraId);
  if (before === position) return layout;
  if (isLocked(layout, position)) return { reason: "locked", position };
  if (isLocked(layout, before)) return { reason: "locked", position: before };
  const tiles = [...layout.tiles];
  if (before >= 0) tiles[before] = tiles[position] ?? null;
  tiles[position] = layout.tiles[before] ?? plainTile(cameraId);
  return withTiles(layout, tiles);
};

/** Empties a position. Refused where it is locked. */
export const clearTile = (layout: WallLayout, position: number): LayoutChange => {
  if ((layout.tiles[position] ?? null) === null) return layout;
  if (isLocked(layout, position)) return { reason: "locked", position };
  return withTiles(layout, layout.tiles.with(position, null));
};

/** Takes every tile off the wall but the locked ones. */
export const clearTiles = (layout: WallLayout): WallLayout =>
  withTiles(
    layout,
    layout.tiles.map((tile) => (tile?.locked === true ? tile : null)),
  );

/** Changes how a tile shows its camera. */
export const lookChanged = (layout: WallLayout, position: number, look: Partial<TileLook>): WallLayout => {
  const tile = layout.tiles[position] ?? null;
  return tile === null ? layout : withTiles(layout, layout.tiles.with(position, { ...tile, ...look }));
};

/** Puts cameras that are not on the wall into its empty tiles, in order. */
export const fillEmpty = (layout: WallLayout, cameraIds: readonly string[]): WallLayout => {
  const standing = new Set(camerasOf(layout));
  const waiting = cameraIds.filter((id) => !standing.has(id));
  return withTiles(
    layout,
    layout.tiles.map((tile) => {
      if (tile !== null) return tile;
      const next = waiting.shift();
      return next === undefined ? null : plainTile(next);
    }),
  );
};

/** Many cameras put on a wall, and how many of them found no place. */
export interface ManyPlaced {
  readonly layout: WallLayout;
  readonly left: number;
}

/**
 * Many cameras dropped at once. An empty wall takes a grid that holds them all. Otherwise they stand from `position`
 * on (null: in the empty tiles), in the place of what is there but for locked and pinned tiles; what finds no place by
 * the end goes to tiles that are empty before it.
 */
export const placeCameras = (layout: WallLayout, position: number | null, cameraIds: readonly string[]): ManyPlaced => {
  const wanted = [...new Set(cameraIds)];
  const empty = layout.tiles.every((tile) => tile === null);
  if (empty && (position === null || wanted.length > layout.tiles.length - position)) {
    const roomy = wanted.length > layout.tiles.length ? emptyOn(gridFor(wanted.length)) : layout;
    return { layout: fillEmpty(roomy, wanted), left: Math.max(0, wanted.length - roomy.tiles.length) };
  }
  const isFast = (tile: Tile | null): boolean => tile !== null && (tile.locked || tile.pinned);
  const fast = new Set(layout.tiles.flatMap((tile) => (tile !== null && isFast(tile) ? [tile.cameraId] : [])));
  const moving = wanted.filter((id) => !fast.has(id));
  const known = new Map(layout.tiles.flatMap((tile) => (tile === null ? [] : [[tile.cameraId, tile] as const])));
  // With no position given, what stands already stays where it is.
  const stays = (tile: Tile): boolean => position === null || !moving.includes(tile.cameraId);
  const tiles = layout.tiles.map((tile) => (tile !== null && stays(tile) ? tile : null));
  const waiting = position === null ? moving.filter((id) => !known.has(id)) : moving;
  const put = (at: number): void => {
    const next = waiting.shift();
    if (next !== undefined) tiles[at] = known.get(next) ?? plainTile(next);
  };
  if (position !== null) for (let at = position; at < tiles.length; at += 1) if (!isFast(tiles[at] ?? null)) put(at);
  for (let at = 0; at < tiles.length; at += 1) if (tiles[at] === null) put(at);
  return { layout: withTiles(layout, tiles), left: waiting.length };
};

/**
 * Gives the tile at `position` the area `cell`. Cameras of cells it takes go to the cells that are empty, the rest
 * leaves the wall. Refused where a locked tile would be taken, or where the wall would have too many cells.
 */
export const spanTile = (layout: WallLayout, position: number, cell: GridCell): LayoutChange => {
  const own = layout.grid.cells[position];
  if (own === undefined) return layout;
  const taken = cellsIn(layout.grid, cell).filter((index) => index !== position);
  const inTheWay = taken.find((index) => isLocked(layout, index));
  if (inTheWay !== undefined) return { reason: "locked", position: inTheWay };
  const grid = withCell(layout.grid, position, cell);
  if (grid === null) return { reason: "tooMany", position };
  const remaining = new Map(
    layout.grid.cells.flatMap((each, index) =>
      index === position || taken.includes(index) ? [] : [[each, layout.tiles[index] ?? null] as const],
    ),
  );
  const homeless = taken.flatMap((index) => layout.tiles[index] ?? []);
  const tiles = grid.cells.map((each) =>
    each === cell ? (layout.tiles[position] ?? null) : (remaining.get(each) ?? null),
  );
  return {
    grid,
    tiles: tiles.map((tile, index) =>
      tile === null && grid.cells[index] !== cell ? (homeless.shift() ?? null) : tile,
    ),
  };
};

/** Another layout in the place of this one: pinned tiles stay on their positions, as far as the new grid has them. */
export const openOver = (now: WallLayout, next: WallLayout): WallLayout => {
  const pinned = now.tiles.flatMap((tile, position) => (tile?.pinned === true ? [{ tile, position }] : []));
  if (pinned.length === 0) return next;
  const staying = new Set(pinned.map(({ tile }) => tile.cameraId));
  const tiles = next.tiles.map((tile) => (tile !== null && staying.has(tile.cameraId) ? null : tile));
  const size = tiles.length;
  const used = new Set<number>();
  for (const { tile, position } of pinned) {
    if (position >= size) continue;
    tiles[position] = tile;
    used.add(position);
  }
  for (const { tile, position } of pinned) {
    if (position < size) continue;
    const free = tiles.findLastIndex((other, at) => other === null && !used.has(at));
    const at =
      free >= 0 ? free : Array.from({ length: size }, (_, index) => index).findLast((index) => !used.has(index));
    if (at === undefined) continue;
    tiles[at] = tile;
    used.add(at);
  }
  return withTiles(next, tiles);
};
