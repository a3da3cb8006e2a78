/** Tile counts a wall can be divided into; each is a square grid. */
export const gridSizes = [1, 4, 9, 16, 36, 64] as const;

export type GridSize = (typeof gridSizes)[number];

/** What one window shows: the grid, and for each of its positions (row by row) the camera on it or nothing. */
export interface WallLayout {
  readonly gridSize: GridSize;
  /** Exactly `gridSize` entries. */
  readonly tiles: readonly (string | null)[];
}

export const emptyLayout = (gridSize: GridSize): WallLayout => ({
  gridSize,
  tiles: Array.from({ length: gridSize }, () => null),
});

/** Columns (and rows) of a grid. */
export const columnsOf = (gridSize: GridSize): number => Math.sqrt(gridSize);

/**
 * The same cameras on another grid: positions keep their order; a smaller grid keeps the first cameras and first
 * gives up empty tiles.
 */
export const regrid = (layout: WallLayout, gridSize: GridSize): WallLayout => {
  if (gridSize >= layout.gridSize) {
    const tiles = [...layout.tiles];
    while (tiles.length < gridSize) tiles.push(null);
    return { gridSize, tiles };
  }
  const kept = layout.tiles.filter((camera) => camera !== null).slice(0, gridSize);
  const fits = layout.tiles.slice(gridSize).every((camera) => camera === null);
  const tiles: (string | null)[] = fits ? layout.tiles.slice(0, gridSize) : kept;
  while (tiles.length < gridSize) tiles.push(null);
  return { gridSize, tiles };
};

/** Puts a camera on a position; a camera that already stands elsewhere on this wall changes places with it. */
export const placeCamera = (layout: WallLayout, position: number, cameraId: string | null): WallLayout => {
  if (position < 0 || position >= layout.gridSize) return layout;
  const tiles = [...layout.tiles];
  const before = cameraId === null ? -1 : tiles.indexOf(cameraId);
  if (before >= 0) tiles[before] = tiles[position] ?? null;
  tiles[position] = cameraId;
  return { gridSize: layout.gridSize, tiles };
};
