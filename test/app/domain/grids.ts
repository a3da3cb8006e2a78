import fc from "fast-check";
import { builtInGrid, evenGrid, gridSizes } from "../../../app/domain/builtInGrids";
import type { Grid } from "../../../app/domain/grid";
import {
  addTrack,
  dropTrack,
  mergeCells,
  moveBorder,
  splitCell,
  stepTowards,
  withCell,
} from "../../../app/domain/gridEdit";

const axis = fc.constantFrom("columns" as const, "rows" as const);
const index = fc.nat(63);
const area = fc.record({
  column: fc.nat(7),
  row: fc.nat(7),
  columnSpan: fc.integer({ min: 1, max: 8 }),
  rowSpan: fc.integer({ min: 1, max: 8 }),
});

/** A random change of a grid, as a person at the editor makes it; one that is not possible leaves it. */
export const gridChange: fc.Arbitrary<(grid: Grid) => Grid> = fc.oneof(
  area.map((wished) => (grid: Grid) => {
    const column = wished.column % grid.columns.length;
    const row = wished.row % grid.rows.length;
    return mergeCells(grid, {
      column,
      row,
      columnSpan: Math.min(wished.columnSpan, grid.columns.length - column),
      rowSpan: Math.min(wished.rowSpan, grid.rows.length - row),
    });
  }),
  index.map((at) => (grid: Grid) => splitCell(grid, at % grid.cells.length) ?? grid),
  fc
    .tuple(index, fc.constantFrom("left" as const, "right" as const, "up" as const, "down" as const))
    .map(([at, side]) => (grid: Grid) => {
      const cell = grid.cells[at % grid.cells.length];
      const next = cell === undefined ? null : stepTowards(grid, cell, cell, side);
      return next === null ? grid : (withCell(grid, at % grid.cells.length, next) ?? grid);
    }),
  fc.tuple(axis, index, fc.double({ min: -1, max: 1, noNaN: true })).map(
    ([along, at, part]) =>
      (grid: Grid) =>
        moveBorder(grid, along, at % grid[along].length, part),
  ),
  axis.map((along) => (grid: Grid) => addTrack(grid, along) ?? grid),
  axis.map((along) => (grid: Grid) => dropTrack(grid, along) ?? grid),
);

/** A grid as some hours at the editor leave it. */
export const anyGrid: fc.Arbitrary<Grid> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom(...gridSizes).map(builtInGrid),
      fc.tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 })).map(([c, r]) => evenGrid(c, r)),
    ),
    fc.array(gridChange, { maxLength: 12 }),
  )
  .map(([grid, changes]) => changes.reduce((made, change) => change(made), grid));
