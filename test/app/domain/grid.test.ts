import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInGrid, evenGrid, gridFor, gridSizes } from "../../../app/domain/builtInGrids";
import { gridProblem, partsOf, sameGrid, type Grid } from "../../../app/domain/grid";
import { anyGrid, gridChange } from "./grids";

const [first, ...others] = evenGrid(2, 2).cells;
if (first === undefined) throw new Error("a grid of four has a first cell");

describe("built-in grids", () => {
  it.each(gridSizes)("of %i tiles cover the wall", (size) => {
    const grid = builtInGrid(size);
    expect(grid.cells).toHaveLength(size);
    expect(gridProblem(grid)).toBeNull();
  });

  it("of 6, 8 and 13 have one large tile", () => {
    const large = ([6, 8, 13] as const).map((size) => {
      const { cells } = builtInGrid(size);
      return cells.filter(({ columnSpan }) => columnSpan > 1);
    });
    expect(large).toEqual([
      [{ column: 0, row: 0, columnSpan: 2, rowSpan: 2 }],
      [{ column: 0, row: 0, columnSpan: 3, rowSpan: 3 }],
      [{ column: 1, row: 1, columnSpan: 2, rowSpan: 2 }],
    ]);
  });

  it("are chosen by how many cameras there are to show, and the largest holds no more than it can", () => {
    expect([1, 2, 5, 10, 17, 26, 37, 1000].map((count) => gridFor(count).cells.length)).toEqual([
      1, 4, 9, 16, 25, 36, 64, 64,
    ]);
  });
});

describe("a grid is refused", () => {
  const four = evenGrid(2, 2);
  it.each<[string, Grid, string]>([
    ["without tracks", { ...four, columns: [] }, "tracks"],
    ["with a track of no width", { ...four, columns: [1, 0] }, "tracks"],
    ["with a track too narrow to be seen", { ...four, rows: [1, 100] }, "tracks"],
    ["with a track without end", { ...four, rows: [1, Number.POSITIVE_INFINITY] }, "tracks"],
    ["without cells", { ...four, cells: [] }, "cells"],
    ["with more cells than a wall may have", evenGrid(13, 5), "cells"],
    ["with a cell that reaches out", { ...four, cells: [{ ...first, columnSpan: 3 }, ...others] }, "outside"],
    ["with a cell between two tracks", { ...four, cells: [{ ...first, column: 0.5 }, ...others] }, "outside"],
    ["with a cell over another", { ...four, cells: [{ ...first, columnSpan: 2 }, ...others] }, "overlap"],
    ["with a hole", { ...four, cells: others }, "gap"],
    ["out of order", { ...four, cells: [...others, first] }, "order"],
  ])("%s", (_, grid, problem) => {
    expect(gridProblem(grid)).toBe(problem);
  });
});

describe("whatever is done to a grid at the editor", () => {
  it("its cells cover it exactly, in reading order, and every track can be seen", () => {
    fc.assert(
      fc.property(anyGrid, gridChange, (grid, change) => {
        expect(gridProblem(grid)).toBeNull();
        expect(gridProblem(change(grid))).toBeNull();
      }),
    );
  });

  it("its cells' parts add up to the whole", () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        const area = grid.cells.reduce((sum, cell) => {
          const { width, height } = partsOf(grid, cell);
          return sum + width * height;
        }, 0);
        expect(area).toBeCloseTo(1, 6);
      }),
    );
  });

  it("it is the same grid at any scale of its shares, and no other", () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        const scaled = { ...grid, columns: grid.columns.map((share) => share * 3) };
        expect(sameGrid(grid, scaled)).toBe(true);
        expect(sameGrid(grid, { ...grid, cells: grid.cells.slice(1) })).toBe(false);
      }),
    );
    expect(sameGrid(evenGrid(2, 1), { ...evenGrid(2, 1), columns: [2, 1] })).toBe(false);
  });
});
