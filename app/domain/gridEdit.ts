import { inReadingOrder, maxCells, maxTracks, minTrackPart, sameCell, type Grid, type GridCell } from "./grid";

/** Changes of grids, by the editor of own grids and by spanning on the wall. All keep a grid sound. */

const overlaps = (one: GridCell, other: GridCell): boolean =>
  one.column < other.column + other.columnSpan &&
  other.column < one.column + one.columnSpan &&
  one.row < other.row + other.rowSpan &&
  other.row < one.row + one.rowSpan;

/** The smallest rectangle around both. */
export const around = (one: GridCell, other: GridCell): GridCell => {
  const column = Math.min(one.column, other.column);
  const row = Math.min(one.row, other.row);
  return {
    column,
    row,
    columnSpan: Math.max(one.column + one.columnSpan, other.column + other.columnSpan) - column,
    rowSpan: Math.max(one.row + one.rowSpan, other.row + other.rowSpan) - row,
  };
};

/** An area grown until it cuts through no cell. */
export const wholeCells = (grid: Grid, area: GridCell): GridCell => {
  const grown = grid.cells.filter((cell) => overlaps(cell, area)).reduce(around, area);
  return sameCell(grown, area) ? area : wholeCells(grid, grown);
};

/** Indexes of the cells that an area touches. */
export const cellsIn = (grid: Grid, area: GridCell): number[] =>
  grid.cells.flatMap((cell, index) => (overlaps(cell, area) ? [index] : []));

const squares = (area: GridCell): GridCell[] =>
  Array.from({ length: area.columnSpan * area.rowSpan }, (_, index) => ({
    column: area.column + (index % area.columnSpan),
    row: area.row + Math.floor(index / area.columnSpan),
    columnSpan: 1,
    rowSpan: 1,
  }));

/**
 * Gives one cell exactly `area`: cells it reaches into become part of it, squares it or they leave become cells of
 * their own. Null when that would be more cells than a wall may have.
 */
export const withCell = (grid: Grid, index: number, area: GridCell): Grid | null => {
  const cell = grid.cells[index];
  if (cell === undefined) return null;
  const touched = grid.cells.filter((each) => each === cell || overlaps(each, area));
  const freed = touched.flatMap(squares).filter((square) => !overlaps(square, area));
  const cells = [...grid.cells.filter((each) => !touched.includes(each)), area, ...freed].sort(inReadingOrder);
  return cells.length > maxCells ? null : { ...grid, cells };
};

/** Makes one cell of all that `area` touches. */
export const mergeCells = (grid: Grid, area: GridCell): Grid => {
  const whole = wholeCells(grid, area);
  const cells = [...grid.cells.filter((cell) => !overlaps(cell, whole)), whole].sort(inReadingOrder);
  return { ...grid, cells };
};

/** Makes the squares of a merged cell cells again. Null when it is one square, or they would be too many. */
export const splitCell = (grid: Grid, index: number): Grid | null => {
  const cell = grid.cells[index];
  if (cell === undefined || cell.columnSpan * cell.rowSpan === 1) return null;
  return withCell(grid, index, { ...cell, columnSpan: 1, rowSpan: 1 });
};

export type Axis = "columns" | "rows";

/**
 * Moves the border after track `border` so that the two tracks beside it share what they had: `part` of the whole goes
 * from the second to the first (negative: the other way). Neither becomes narrower than may be.
 */
export const moveBorder = (grid: Grid, axis: Axis, border: number, part: number): Grid => {
  const shares = grid[axis];
  const first = shares[border];
  const second = shares[border + 1];
  if (first === undefined || second === undefined) return grid;
  const sum = shares.reduce((total, share) => total + share, 0);
  const least = minTrackPart * sum;
  const room = first + second;
  if (room < 2 * least) return grid;
  const moved = Math.min(Math.max(first + part * sum, least), room - least);
  return {
    ...grid,
    [axis]: shares.map((share, i) => (i === border ? moved : i === border + 1 ? room - moved : share)),
  };
};

/** Adds a track at the end, as wide as the others on average. Null when there would be too many tracks or cells. */
export const addTrack = (grid: Grid, axis: Axis): Grid | null => {
  const shares = grid[axis];
  const sum = shares.reduce((total, share) => total + share, 0);
  const mean = sum / shares.length;
  const across = axis === "columns" ? grid.rows.length : grid.columns.length;
  if (shares.length >= maxTracks || grid.cells.length + across > maxCells) return null;
  const narrowest = Math.min(...shares, mean);
  if (narrowest / (sum + mean) < minTrackPart) return null;
  const added = squares(
    axis === "columns"
      ? { column: shares.length, row: 0, columnSpan: 1, rowSpan: across }
      : { column: 0, row: shares.length, columnSpan: across, rowSpan: 1 },
  );
  return { ...grid, [axis]: [...shares, mean], cells: [...grid.cells, ...added].sort(inReadingOrder) };
};

/** Takes the last track away; cells that reach into it end before it. Null for the only track. */
export const dropTrack = (grid: Grid, axis: Axis): Grid | null => {
  const shares = grid[axis];
  if (shares.length === 1) return null;
  const last = shares.length - 1;
  const cells = grid.cells.flatMap((cell): GridCell[] => {
    const start = axis === "columns" ? cell.column : cell.row;
    const span = axis === "columns" ? cell.columnSpan : cell.rowSpan;
    if (start === last) return [];
    if (start + span <= last) return [cell];
    return [axis === "columns" ? { ...cell, columnSpan: last - start } : { ...cell, rowSpan: last - start }];
  });
  return { ...grid, [axis]: shares.slice(0, last), cells };
};

export type Side = "left" | "right" | "up" | "down";

/** `cell` with its edge on that side one track further out, or null at the border of the wall. */
const outward = (grid: Grid, cell: GridCell, side: Side): GridCell | null => {
  switch (side) {
    case "left":
      return cell.column === 0 ? null : { ...cell, column: cell.column - 1, columnSpan: cell.columnSpan + 1 };
    case "right":
      return cell.column + cell.columnSpan === grid.columns.length
        ? null
        : { ...cell, columnSpan: cell.columnSpan + 1 };
    case "up":
      return cell.row === 0 ? null : { ...cell, row: cell.row - 1, rowSpan: cell.rowSpan + 1 };
    case "down":
      return cell.row + cell.rowSpan === grid.rows.length ? null : { ...cell, rowSpan: cell.rowSpan + 1 };
  }
};

const oppositeOf: Readonly<Record<Side, Side>> = { left: "right", right: "left", up: "down", down: "up" };

/** `cell` with its edge on that side one track further in, or null when it is one track wide there. */
const inward = (cell: GridCell, side: Side): GridCell | null => {
  const across = side === "left" || side === "right";
  if ((across ? cell.columnSpan : cell.rowSpan) === 1) return null;
  switch (side) {
    case "left":
      return { ...cell, column: cell.column + 1, columnSpan: cell.columnSpan - 1 };
    case "right":
      return { ...cell, columnSpan: cell.columnSpan - 1 };
    case "up":
      return { ...cell, row: cell.row + 1, rowSpan: cell.rowSpan - 1 };
    case "down":
      return { ...cell, rowSpan: cell.rowSpan - 1 };
  }
};

const edgeOf = (cell: GridCell, side: Side): number => {
  switch (side) {
    case "left":
      return -cell.column;
    case "right":
      return cell.column + cell.columnSpan;
    case "up":
      return -cell.row;
    case "down":
      return cell.row + cell.rowSpan;
  }
};

/**
 * What a cell becomes by one key towards `side`, as a selection does in a spreadsheet: what was grown the other way
 * since `anchor` is taken back first, else it grows; at the border of the wall it draws its far edge in. Null when
 * nothing can move.
 */
export const stepTowards = (grid: Grid, cell: GridCell, anchor: GridCell, side: Side): GridCell | null => {
  const far = oppositeOf[side];
  if (edgeOf(cell, far) > edgeOf(anchor, far)) return inward(cell, far);
  return outward(grid, cell, side) ?? inward(cell, far);
};
