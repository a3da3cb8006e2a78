/** One tile's place in a grid, in whole tracks from 0. */
export interface GridCell {
  readonly column: number;
  readonly row: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
}

/**
 * How a wall is divided. Tracks have shares, so a grid fills a window of any aspect: a column of share 2 is twice as
 * wide as one of share 1. The cells cover all of it and none lies over another.
 */
export interface Grid {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
  /** In reading order: by row, then by column. A tile's position is its cell's index here. */
  readonly cells: readonly GridCell[];
}

/** More would be too small to be told apart on the largest monitor. */
export const maxCells = 64;
export const maxTracks = 16;
/** No track is narrower than this part of the whole: a tile must stay one that can be seen and caught. */
export const minTrackPart = 0.03;

/** What is wrong with a grid; `gap` and `overlap` name the first square that is covered by none or by two cells. */
export type GridProblem = "tracks" | "cells" | "outside" | "overlap" | "gap" | "order";

const sumOf = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + share, 0);

const areTracks = (shares: readonly number[]): boolean => {
  const sum = sumOf(shares);
  return (
    shares.length >= 1 &&
    shares.length <= maxTracks &&
    Number.isFinite(sum) &&
    // A hair of slack: shares are stored as decimals.
    shares.every((share) => share > 0 && share / sum >= minTrackPart - 1e-6)
  );
};

const isInside = (grid: Grid, { column, row, columnSpan, rowSpan }: GridCell): boolean =>
  [column, row, columnSpan, rowSpan].every(Number.isInteger) &&
  column >= 0 &&
  row >= 0 &&
  columnSpan >= 1 &&
  rowSpan >= 1 &&
  column + columnSpan <= grid.columns.length &&
  row + rowSpan <= grid.rows.length;

/** By row, then by column. */
export const inReadingOrder = (a: GridCell, b: GridCell): number => a.row - b.row || a.column - b.column;

/** Null for a grid whose tracks can be seen and whose cells cover it exactly, in reading order. */
export const gridProblem = (grid: Grid): GridProblem | null => {
  if (!areTracks(grid.columns) || !areTracks(grid.rows)) return "tracks";
  if (grid.cells.length < 1 || grid.cells.length > maxCells) return "cells";
  const covered = new Set<number>();
  for (const cell of grid.cells) {
    if (!isInside(grid, cell)) return "outside";
    for (const square of squaresOf(grid, cell)) {
      if (covered.has(square)) return "overlap";
      covered.add(square);
    }
  }
  if (covered.size < grid.columns.length * grid.rows.length) return "gap";
  const inOrder = grid.cells.every((cell, index) => {
    const before = grid.cells[index - 1];
    return before === undefined || inReadingOrder(before, cell) < 0;
  });
  return inOrder ? null : "order";
};

/** Numbers of the squares under a cell, row by row. */
const squaresOf = (grid: Grid, { column, row, columnSpan, rowSpan }: GridCell): number[] =>
  Array.from({ length: columnSpan * rowSpan }, (_, index) => {
    const squareRow = row + Math.floor(index / columnSpan);
    return squareRow * grid.columns.length + column + (index % columnSpan);
  });

/** Which part of the whole a cell is wide and high, each over 0 and at most 1. */
export const partsOf = (grid: Grid, cell: GridCell): { readonly width: number; readonly height: number } => ({
  width: sumOf(grid.columns.slice(cell.column, cell.column + cell.columnSpan)) / sumOf(grid.columns),
  height: sumOf(grid.rows.slice(cell.row, cell.row + cell.rowSpan)) / sumOf(grid.rows),
});

/** Whether both divide the wall alike, whatever the scale of their shares. */
export const sameGrid = (one: Grid, other: Grid): boolean => {
  if (one === other) return true;
  const sameShares = (a: readonly number[], b: readonly number[]): boolean =>
    a.length === b.length && a.every((share, index) => Math.abs(share / sumOf(a) - (b[index] ?? 0) / sumOf(b)) < 1e-4);
  return (
    sameShares(one.columns, other.columns) &&
    sameShares(one.rows, other.rows) &&
    one.cells.length === other.cells.length &&
    one.cells.every((cell, index) => sameCell(cell, other.cells[index]))
  );
};

export const sameCell = (one: GridCell, other: GridCell | undefined): boolean =>
  other !== undefined &&
  one.column === other.column &&
  one.row === other.row &&
  one.columnSpan === other.columnSpan &&
  one.rowSpan === other.rowSpan;
