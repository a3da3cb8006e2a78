import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInGrid } from "../../../app/domain/builtInGrids";
import {
  camerasOf,
  clearTile,
  clearTiles,
  emptyLayout,
  emptyOn,
  fillEmpty,
  isRefused,
  layoutProblem,
  lookChanged,
  openOver,
  placeCamera,
  placeCameras,
  plainTile,
  regrid,
  spanTile,
  type LayoutChange,
  type WallLayout,
} from "../../../app/domain/layout";
import { anyGrid } from "./grids";
import { layoutOf, namesOf } from "./layouts";

const done = (change: LayoutChange): WallLayout => {
  if (isRefused(change)) throw new Error(`refused: ${change.reason}`);
  return change;
};

const camera = fc.integer({ min: 1, max: 80 }).map((number) => `camera-${String(number)}`);

/** Any grid with cameras on some of its tiles, some of them locked, pinned or turned. */
const anyLayout: fc.Arbitrary<WallLayout> = fc
  .tuple(
    anyGrid,
    fc.uniqueArray(camera, { maxLength: 64 }),
    fc.array(fc.record({ empty: fc.boolean(), locked: fc.boolean(), pinned: fc.boolean() }), {
      minLength: 64,
      maxLength: 64,
    }),
  )
  .map(([grid, cameras, marks]) => ({
    grid,
    tiles: grid.cells.map((_, index) => {
      const cameraId = cameras[index];
      const mark = marks[index];
      if (cameraId === undefined || mark === undefined || mark.empty) return null;
      return { ...plainTile(cameraId), locked: mark.locked, pinned: mark.pinned, turn: 90 as const };
    }),
  }));

describe("placing a camera", () => {
  it("puts it on an empty tile and in the place of another", () => {
    const one = done(placeCamera(emptyLayout(4), 2, "a"));
    expect(namesOf(one)).toEqual([null, null, "a", null]);
    expect(namesOf(done(placeCamera(one, 2, "b")))).toEqual([null, null, "b", null]);
  });

  it("lets two tiles change places, each with its own look", () => {
    const before = lookChanged(layoutOf("a", "b", null, null), 0, { fit: "cover", turn: 180 });
    const after = done(placeCamera(before, 1, "a"));
    expect(after.tiles).toEqual([plainTile("b"), { ...plainTile("a"), fit: "cover", turn: 180 }, null, null]);
  });

  it("is refused by a locked tile, and does not move one", () => {
    const locked = layoutOf("a!", "b", null, null);
    expect(placeCamera(locked, 0, "c")).toEqual({ reason: "locked", position: 0 });
    expect(placeCamera(locked, 2, "a")).toEqual({ reason: "locked", position: 0 });
    expect(clearTile(locked, 0)).toEqual({ reason: "locked", position: 0 });
    expect(namesOf(clearTiles(locked))).toEqual(["a", null, null, null]);
  });

  it("changes nothing outside of the grid", () => {
    const two = layoutOf("a", "b", null, null);
    for (const position of [-1, 4, 64]) expect(placeCamera(two, position, "c")).toBe(two);
  });

  it("never shows a camera twice and loses none but the one replaced", () => {
    fc.assert(
      fc.property(anyLayout, fc.nat(63), camera, (before, anywhere, cameraId) => {
        const position = anywhere % before.tiles.length;
        const after = placeCamera(before, position, cameraId);
        if (isRefused(after)) {
          expect(before.tiles[after.position]?.locked).toBe(true);
          return;
        }
        expect(layoutProblem(after)).toBeNull();
        expect(after.tiles[position]?.cameraId).toBe(cameraId);
        const replaced = camerasOf(before).includes(cameraId) ? [] : (before.tiles[position]?.cameraId ?? []);
        const lost = camerasOf(before).filter((one) => !camerasOf(after).includes(one));
        expect(lost).toEqual([replaced].flat());
      }),
    );
  });
});

describe("another grid", () => {
  it("keeps every camera at its position when there is room", () => {
    expect(namesOf(regrid(layoutOf("a"), builtInGrid(4)))).toEqual(["a", null, null, null]);
    expect(namesOf(regrid(layoutOf(null, "a", null, null), builtInGrid(1)))).toEqual(["a"]);
  });

  it("closes up where it must, and keeps locked and pinned tiles the longest", () => {
    const nine = layoutOf("a", null, "b", null, "c", "d!", null, "e", "f^");
    expect(namesOf(regrid(nine, builtInGrid(4)))).toEqual(["a", "b", "d", "f"]);
    expect(namesOf(regrid(nine, builtInGrid(1)))).toEqual(["d"]);
  });

  it("never shows a camera twice, loses none that fits, and keeps their order", () => {
    fc.assert(
      fc.property(anyLayout, anyGrid, (before, grid) => {
        const after = regrid(before, grid);
        expect(layoutProblem(after)).toBeNull();
        expect(camerasOf(after)).toHaveLength(Math.min(camerasOf(before).length, grid.cells.length));
        const order = camerasOf(before);
        const places = camerasOf(after).map((one) => order.indexOf(one));
        expect(places).toEqual([...places].sort((a, b) => a - b));
      }),
    );
  });
});

describe("many cameras at once", () => {
  it("make an empty wall grow until it holds them", () => {
    const { layout, left } = placeCameras(emptyLayout(4), 2, ["a", "b", "c", "d", "e"]);
    expect(left).toBe(0);
    expect(namesOf(layout)).toEqual(["a", "b", "c", "d", "e", null, null, null, null]);
  });

  it("stand from the tile on where the empty wall has room", () => {
    expect(namesOf(placeCameras(emptyLayout(4), 1, ["a", "b"]).layout)).toEqual([null, "a", "b", null]);
  });

  it("fill from the tile on, past locked and pinned ones, and then what is empty before", () => {
    const before = layoutOf(null, "a", "b!", "c", "d^", null, "e", null, "f");
    const { layout, left } = placeCameras(before, 1, ["1", "2", "3", "4", "5", "6", "7"]);
    expect(namesOf(layout)).toEqual(["7", "1", "b", "2", "d", "3", "4", "5", "6"]);
    expect(left).toBe(0);
  });

  it("say how many found no place", () => {
    expect(placeCameras(layoutOf("a!", "b", null, null), 1, ["1", "2", "3", "4", "5"]).left).toBe(2);
  });

  it("go to the empty tiles alone where no tile was aimed at", () => {
    const { layout, left } = placeCameras(layoutOf("a", null, "b", null), null, ["b", "1", "2", "3"]);
    expect(namesOf(layout)).toEqual(["a", "1", "b", "2"]);
    expect(left).toBe(1);
  });

  it("never show a camera twice, and each is on the wall or counted", () => {
    fc.assert(
      fc.property(
        anyLayout,
        fc.option(fc.nat(63)),
        fc.uniqueArray(camera, { maxLength: 70 }),
        (before, anywhere, cameras) => {
          const position = anywhere === null ? null : anywhere % before.tiles.length;
          const { layout, left } = placeCameras(before, position, cameras);
          expect(layoutProblem(layout)).toBeNull();
          const standing = new Set(camerasOf(layout));
          expect(cameras.filter((one) => !standing.has(one))).toHaveLength(left);
          for (const tile of before.tiles) if (tile?.locked === true) expect(layout.tiles).toContainEqual(tile);
        },
      ),
    );
  });

  it("fill the empty tiles in order", () => {
    expect(namesOf(fillEmpty(layoutOf("a", null, "b", null), ["a", "c", "d", "e"]))).toEqual(["a", "c", "b", "d"]);
  });
});

describe("spanning a tile", () => {
  it("takes its neighbour's place; the neighbour moves to a tile that is empty", () => {
    const after = done(spanTile(layoutOf("a", "b", null, "c"), 0, { column: 0, row: 0, columnSpan: 2, rowSpan: 1 }));
    expect(namesOf(after)).toEqual(["a", "b", "c"]);
    expect(layoutProblem(after)).toBeNull();
  });

  it("comes back to where it was, with an empty tile in the place it had taken", () => {
    const wide = done(spanTile(layoutOf("a", null, "b", "c"), 0, { column: 0, row: 0, columnSpan: 2, rowSpan: 1 }));
    const back = done(spanTile(wide, 0, { column: 0, row: 0, columnSpan: 1, rowSpan: 1 }));
    expect(back).toEqual(layoutOf("a", null, "b", "c"));
  });

  it("is refused where a locked tile stands", () => {
    expect(spanTile(layoutOf("a", "b!", null, null), 0, { column: 0, row: 0, columnSpan: 2, rowSpan: 1 })).toEqual({
      reason: "locked",
      position: 1,
    });
  });
});

describe("opening another layout", () => {
  it("keeps pinned tiles where they are and shows their cameras once", () => {
    const after = openOver(layoutOf("a^", "b", "c", "d^"), layoutOf("d", "e", "f", "g"));
    expect(namesOf(after)).toEqual(["a", "e", "f", "d"]);
  });

  it("finds pinned tiles a place on a smaller grid, an empty one if there is any", () => {
    const now = layoutOf("a", null, null, null, null, null, null, null, "p^");
    expect(namesOf(openOver(now, layoutOf("e", null, "f", "g")))).toEqual(["e", "p", "f", "g"]);
    expect(namesOf(openOver(now, layoutOf("e", "h", "f", "g")))).toEqual(["e", "h", "f", "p"]);
  });

  it("keeps as many pinned tiles as there is room for, and never a camera twice", () => {
    fc.assert(
      fc.property(anyLayout, anyLayout, (now, next) => {
        const after = openOver(now, next);
        expect(layoutProblem(after)).toBeNull();
        const pinned = now.tiles.filter((tile) => tile?.pinned === true);
        const kept = pinned.filter((tile) => after.tiles.includes(tile));
        expect(kept).toHaveLength(Math.min(pinned.length, after.tiles.length));
      }),
    );
  });
});

it("an empty wall is sound on any grid", () => {
  fc.assert(
    fc.property(anyGrid, (grid) => {
      expect(layoutProblem(emptyOn(grid))).toBeNull();
    }),
  );
});
