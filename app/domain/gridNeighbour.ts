import type { Grid, GridCell } from "./grid";
import type { Side } from "./gridEdit";

const holds = (cell: GridCell, column: number, row: number): boolean =>
  column >= cell.column && column < cell.column + cell.columnSpan && row >= cell.row && row < cell.row + cell.rowSpan;

/** Index of the cell beside the middle of this one's edge on that side; null at the border of the wall. */
export const neighbourOf = (grid: Grid, index: number, side: Side): number | null => {
  const cell = grid.cells[index];
  if (cell === undefined) return null;
  const middleColumn = cell.column + Math.floor((cell.columnSpan - 1) / 2);
  const middleRow = cell.row + Math.floor((cell.rowSpan - 1) / 2);
  const beside: Readonly<Record<Side, readonly [column: number, row: number]>> = {
    left: [cell.column - 1, middleRow],
    right: [cell.column + cell.columnSpan, middleRow],
    up: [middleColumn, cell.row - 1],
    down: [middleColumn, cell.row + cell.rowSpan],
  };
  const [column, row] = beside[side];
  const found = grid.cells.findIndex((each) => holds(each, column, row));
  return found < 0 ? null : found;
};
