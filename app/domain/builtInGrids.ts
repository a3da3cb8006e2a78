import { inReadingOrder, type Grid, type GridCell } from "./grid";

/** Tile counts of the grids that are always there; 6, 8 and 13 have one large tile. */
export const gridSizes = [1, 4, 6, 8, 9, 13, 16, 25, 36, 64] as const;

export type GridSize = (typeof gridSizes)[number];

/** A grid of so many equal columns and rows, each square a cell. */
export const evenGrid = (columns: number, rows: number): Grid => ({
  columns: Array.from({ length: columns }, () => 1),
  rows: Array.from({ length: rows }, () => 1),
  cells: Array.from({ length: columns * rows }, (_, index) => ({
    column: index % columns,
    row: Math.floor(index / columns),
    columnSpan: 1,
    rowSpan: 1,
  })),
});

const holds = (large: GridCell, { column, row }: GridCell): boolean =>
  column >= large.column &&
  column < large.column + large.columnSpan &&
  row >= large.row &&
  row < large.row + large.rowSpan;

/** An even grid of `side` squares each way with one large cell over some of them. */
const withLarge = (side: number, large: GridCell): Grid => {
  const even = evenGrid(side, side);
  const cells = [large, ...even.cells.filter((cell) => !holds(large, cell))].sort(inReadingOrder);
  return { ...even, cells };
};

const built: Readonly<Record<GridSize, Grid>> = {
  1: evenGrid(1, 1),
  4: evenGrid(2, 2),
  6: withLarge(3, { column: 0, row: 0, columnSpan: 2, rowSpan: 2 }),
  8: withLarge(4, { column: 0, row: 0, columnSpan: 3, rowSpan: 3 }),
  9: evenGrid(3, 3),
  13: withLarge(4, { column: 1, row: 1, columnSpan: 2, rowSpan: 2 }),
  16: evenGrid(4, 4),
  25: evenGrid(5, 5),
  36: evenGrid(6, 6),
  64: evenGrid(8, 8),
};

/** The built-in grid of so many tiles. */
export const builtInGrid = (size: GridSize): Grid => built[size];

/** Grids that are filled by themselves: those without a large tile. */
const evenSizes = [1, 4, 9, 16, 25, 36, 64] as const;

/** The smallest even grid with a tile for each of so many cameras; the largest there is when they are more. */
export const gridFor = (cameras: number): Grid => builtInGrid(evenSizes.find((size) => size >= cameras) ?? 64);
