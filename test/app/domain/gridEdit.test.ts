import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInGrid, evenGrid } from "../../../app/domain/builtInGrids";
import { minTrackPart, type GridCell } from "../../../app/domain/grid";
import {
  addTrack,
  dropTrack,
  mergeCells,
  moveBorder,
  splitCell,
  stepTowards,
  wholeCells,
  withCell,
  type Side,
} from "../../../app/domain/gridEdit";
import { neighbourOf } from "../../../app/domain/gridNeighbour";
import { anyGrid } from "./grids";

const nine = builtInGrid(9);
const cell = (column: number, row: number, columnSpan = 1, rowSpan = 1): GridCell => ({
  column,
  row,
  columnSpan,
  rowSpan,
});

describe("merging and splitting", () => {
  it("makes one cell of those dragged across, and squares of it again", () => {
    const merged = mergeCells(nine, cell(0, 0, 2, 2));
    expect(merged.cells).toEqual([cell(0, 0, 2, 2), cell(2, 0), cell(2, 1), cell(0, 2), cell(1, 2), cell(2, 2)]);
    expect(splitCell(merged, 0)).toEqual(nine);
  });

  it("takes in whole cells only", () => {
    const six = builtInGrid(6);
    expect(wholeCells(six, cell(1, 1, 1, 2))).toEqual(cell(0, 0, 2, 3));
    expect(mergeCells(six, cell(1, 1, 1, 2)).cells).toEqual([cell(0, 0, 2, 3), cell(2, 0), cell(2, 1), cell(2, 2)]);
  });

  it("does not split a square, nor a cell there is not", () => {
    expect(splitCell(nine, 4)).toBeNull();
    expect(splitCell(nine, 9)).toBeNull();
  });

  it("makes no more cells than a wall may have", () => {
    const wide = { ...evenGrid(16, 4), rows: [1, 1, 1, 1, 1] };
    const grid = { ...wide, cells: [...evenGrid(16, 4).cells.slice(0, 63), cell(15, 3, 1, 2), cell(0, 4, 15, 1)] };
    expect(withCell(grid, 64, cell(0, 4))).toBeNull();
  });
});

describe("stretching by keys", () => {
  const press = (...sides: Side[]): GridCell => {
    const anchor = cell(1, 1);
    return sides.reduce((now, side) => stepTowards(nine, now, anchor, side) ?? now, anchor);
  };
  it.each<[string, Side[], GridCell]>([
    ["grows to that side", ["right"], cell(1, 1, 2, 1)],
    ["comes back by the other key", ["right", "left"], cell(1, 1)],
    ["grows to both sides", ["right", "left", "left"], cell(0, 1, 2, 1)],
    ["grows down and across", ["down", "right"], cell(1, 1, 2, 2)],
    ["draws its far edge in at the border of the wall", ["right", "right"], cell(2, 1)],
  ])("%s", (_, sides, expected) => {
    expect(press(...sides)).toEqual(expected);
  });

  it("undoes each growing step by the opposite key", () => {
    const opposite = { left: "right", right: "left", up: "down", down: "up" } as const;
    fc.assert(
      fc.property(anyGrid, fc.nat(63), fc.constantFrom<Side>("left", "right", "up", "down"), (grid, at, side) => {
        const anchor = grid.cells[at % grid.cells.length];
        if (anchor === undefined) return;
        const grown = stepTowards(grid, anchor, anchor, side);
        if (grown === null || grown.columnSpan * grown.rowSpan <= anchor.columnSpan * anchor.rowSpan) return;
        expect(stepTowards(grid, grown, anchor, opposite[side])).toEqual(anchor);
      }),
    );
  });
});

describe("moving a border", () => {
  it("gives one track what the other loses", () => {
    const moved = moveBorder(evenGrid(2, 2), "columns", 0, 0.25);
    expect(moved.columns.map((share) => share / 2)).toEqual([0.75, 0.25]);
  });

  it("leaves no track too narrow to be seen", () => {
    const [left = 0, right = 0] = moveBorder(evenGrid(2, 1), "columns", 0, -1).columns;
    expect(left / (left + right)).toBeCloseTo(minTrackPart, 9);
  });

  it("does nothing where there is no border", () => {
    expect(moveBorder(nine, "rows", 2, 0.1)).toBe(nine);
  });
});

describe("adding and dropping tracks", () => {
  it("adds empty squares and takes them away", () => {
    const added = addTrack(nine, "columns");
    expect(added?.cells).toHaveLength(12);
    expect(added === null ? null : dropTrack(added, "columns")).toEqual(nine);
  });

  it("shortens what reaches into the track that goes", () => {
    expect(dropTrack(builtInGrid(8), "columns")?.cells[0]).toEqual(cell(0, 0, 3, 3));
    expect(dropTrack(evenGrid(1, 2), "columns")).toBeNull();
  });

  it("adds none beyond 64 cells", () => {
    expect(addTrack(builtInGrid(64), "rows")).toBeNull();
  });
});

describe("the neighbour of a cell", () => {
  const six = builtInGrid(6);
  it.each<[number, Side, number | null]>([
    [0, "right", 1],
    [0, "down", 3],
    [0, "left", null],
    [1, "left", 0],
    [2, "left", 0],
    [5, "up", 2],
    [4, "up", 0],
  ])("of %i on the %s is %s", (from, side, expected) => {
    expect(neighbourOf(six, from, side)).toBe(expected);
  });

  it("is reached from everywhere: no cell is out of reach of the arrows", () => {
    fc.assert(
      fc.property(anyGrid, (grid) => {
        const reached = new Set([0]);
        const open = [0];
        for (let at = open.pop(); at !== undefined; at = open.pop())
          for (const side of ["left", "right", "up", "down"] as const) {
            const next = neighbourOf(grid, at, side);
            if (next === null || reached.has(next)) continue;
            reached.add(next);
            open.push(next);
          }
        expect(reached.size).toBe(grid.cells.length);
      }),
    );
  });
});
