import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInGrid, gridSizes } from "../../../../app/domain/builtInGrids";
import { camerasOf, emptyLayout, layoutProblem } from "../../../../app/domain/layout";
import {
  cameraDropped,
  cameraLeft,
  cameraPicked,
  camerasDropped,
  camerasRead,
  emptyTilesFilled,
  factsToggled,
  gridChosen,
  layoutRedone,
  layoutUndone,
  livenessChanged,
  selectCanRedo,
  selectCanUndo,
  selectLiveCount,
  selectPlaced,
  selectViewChanged,
  tileChosen,
  tileCleared,
  tileEnlarged,
  tileLookChanged,
  tileShrunk,
  tileSpanned,
  tileStretched,
  viewDescribed,
  viewOpened,
  viewSaved,
  wallCleared,
  wallRestored,
  wallSlice,
} from "../../../../renderer/features/wall/wallSlice";
import { historyDepth, initialWall, keptViewOf, type WallState } from "../../../../renderer/features/wall/wallState";
import { layoutOf, namesOf } from "../../../app/domain/layouts";

type Action = Parameters<typeof wallSlice.reducer>[1];
const after = (state: WallState, ...actions: Action[]): WallState => actions.reduce(wallSlice.reducer, state);

const restored = after(initialWall, wallRestored({ layout: layoutOf("a", null, "b", null), view: null }));
const tiles = (state: WallState) => namesOf(state.layout);

describe("the wall", () => {
  it("shows the saved wall as it was, and does not add to it by itself", () => {
    expect(tiles(after(restored, camerasRead(["a", "b", "c"])))).toEqual(["a", null, "b", null]);
    expect(restored.revision).toBe(0);
  });

  it("fills itself, growing as it must, until somebody arranges it", () => {
    const first = after(initialWall, wallRestored(null), camerasRead(["a"]));
    expect(first.layout).toEqual(layoutOf("a"));
    const grown = after(first, camerasRead(["a", "b", "c"]));
    expect(grown.layout).toEqual(layoutOf("a", "b", "c", null));
    expect(grown.revision).toBe(0);
    const cleared = after(grown, tileCleared(1), camerasRead(["a", "b", "c", "d"]));
    expect(tiles(cleared)).toEqual(["a", null, "c", null]);
    expect(cleared.revision).toBe(1);
  });

  it("shows no cameras before the saved wall is known", () => {
    expect(tiles(after(initialWall, camerasRead(["a"])))).toEqual([null, null, null, null]);
  });

  it("lets two tiles change places by dropping one on the other", () => {
    expect(tiles(after(restored, cameraDropped({ position: 2, cameraId: "a" })))).toEqual(["b", null, "a", null]);
  });

  it("puts a picked camera on the chosen tile and chooses the next empty one", () => {
    const picked = after(restored, tileChosen(1), cameraPicked("c"));
    expect(tiles(picked)).toEqual(["a", "c", "b", null]);
    expect(picked.chosen).toBe(3);
    expect(tiles(after(picked, cameraPicked("d")))).toEqual(["a", "c", "b", "d"]);
  });

  it("puts a picked camera on the first empty tile when none is chosen", () => {
    expect(tiles(after(restored, cameraPicked("c")))).toEqual(["a", "c", "b", null]);
  });

  it("fills the empty tiles with the cameras that are not on the wall", () => {
    expect(tiles(after(restored, emptyTilesFilled(["a", "b", "c", "d", "e"])))).toEqual(["a", "c", "b", "d"]);
  });

  it("takes many cameras at once in one step, and says how many found no place", () => {
    const dropped = after(restored, camerasDropped({ position: 1, cameraIds: ["c", "d", "e", "f", "g"] }));
    expect(tiles(dropped)).toEqual(["a", "c", "d", "e"]);
    expect(dropped.notice).toMatchObject({ reason: "left", count: 2 });
    expect(tiles(after(dropped, layoutUndone()))).toEqual(["a", null, "b", null]);
  });

  it("enlarges a tile and goes back without anything to save", () => {
    const large = after(restored, tileEnlarged(2));
    expect(large.enlarged).toBe(2);
    expect(after(large, tileShrunk())).toMatchObject({ enlarged: null, layout: restored.layout, revision: 0 });
  });

  it("goes back to the whole wall when the enlarged tile is cleared or the grid changes", () => {
    expect(after(restored, tileEnlarged(2), tileCleared(2)).enlarged).toBeNull();
    expect(after(restored, tileEnlarged(2), gridChosen(builtInGrid(9))).enlarged).toBeNull();
  });

  it("counts as live only what is on screen and live", () => {
    const counted = after(
      restored,
      livenessChanged({ cameraId: "a", kind: "live" }),
      livenessChanged({ cameraId: "b", kind: "late" }),
    );
    expect(selectLiveCount({ wall: counted })).toEqual({ filled: 2, live: 1, lowered: 0 });
    expect(selectLiveCount({ wall: after(counted, tileEnlarged(2)) })).toEqual({ filled: 1, live: 0, lowered: 0 });
    expect(selectLiveCount({ wall: after(counted, cameraLeft("a")) })).toEqual({ filled: 2, live: 0, lowered: 0 });
    expect([...selectPlaced({ wall: counted })]).toEqual(["a", "b"]);
  });

  it.each(["keyFrames", "snapshot"] as const)("counts %s apart: neither live nor a fault", (kind) => {
    const counted = after(
      restored,
      livenessChanged({ cameraId: "a", kind: "live" }),
      livenessChanged({ cameraId: "b", kind }),
    );
    expect(selectLiveCount({ wall: counted })).toEqual({ filled: 2, live: 1, lowered: 1 });
    expect(selectLiveCount({ wall: after(counted, tileEnlarged(0)) })).toEqual({ filled: 1, live: 1, lowered: 0 });
  });

  it("starts empty", () => {
    expect(initialWall.layout).toEqual(emptyLayout(4));
  });

  it("tells the facts of one tile at a time, until asked again", () => {
    const shown = after(restored, factsToggled(2));
    expect(shown.factsAt).toBe(2);
    expect(after(shown, factsToggled(0)).factsAt).toBe(0);
    expect(after(shown, factsToggled(2)).factsAt).toBeNull();
    expect(shown.revision).toBe(restored.revision);
  });
});

describe("a locked tile", () => {
  const locked = after(restored, tileLookChanged({ position: 0, look: { locked: true } }));

  it.each([
    ["a drop", cameraDropped({ position: 0, cameraId: "c" })],
    ["its own move", cameraDropped({ position: 1, cameraId: "a" })],
    ["clearing", tileCleared(0)],
  ])("refuses %s, and says so each time", (_, action) => {
    const refused = after(locked, action);
    expect(refused.layout).toBe(locked.layout);
    expect(refused.notice).toEqual({ reason: "locked", position: 0, count: 0, number: 1 });
    expect(after(refused, action).notice?.number).toBe(2);
    expect(refused.revision).toBe(locked.revision);
  });

  it("refuses a camera picked in the tree while it is chosen", () => {
    const refused = after(locked, tileChosen(0), cameraPicked("c"));
    expect(refused).toMatchObject({ layout: locked.layout, notice: { reason: "locked" } });
  });

  it("stays when the wall is cleared", () => {
    expect(tiles(after(locked, wallCleared()))).toEqual(["a", null, null, null]);
  });
});

describe("spanning", () => {
  it("by keys goes out and comes back, and the tile stays the chosen one", () => {
    const wide = after(
      restored,
      tileChosen(1),
      cameraPicked("c"),
      tileChosen(2),
      tileStretched({ position: 2, side: "up" }),
    );
    expect(wide.layout.grid.cells[wide.chosen ?? -1]).toEqual({ column: 0, row: 0, columnSpan: 1, rowSpan: 2 });
    expect(wide.layout.tiles[wide.chosen ?? -1]?.cameraId).toBe("b");
    const back = after(wide, tileStretched({ position: wide.chosen ?? -1, side: "down" }));
    expect(back.layout.grid).toEqual(builtInGrid(4));
    expect(back.layout.tiles[back.chosen ?? -1]?.cameraId).toBe("b");
  });

  it("by the edge is one step of the history", () => {
    const cell = { column: 0, row: 0, columnSpan: 2, rowSpan: 2 };
    const whole = after(restored, tileSpanned({ position: 0, cell }));
    expect(whole.layout.grid.cells).toEqual([cell]);
    expect(after(whole, layoutUndone()).layout).toEqual(restored.layout);
  });
});

describe("undo and redo", () => {
  it("go back and forth through every change, each of them to be saved", () => {
    const changed = after(restored, gridChosen(builtInGrid(9)), cameraPicked("c"), tileCleared(0));
    const start = after(changed, layoutUndone(), layoutUndone(), layoutUndone());
    expect(start.layout).toEqual(restored.layout);
    expect(selectCanUndo({ wall: start })).toBe(false);
    expect(start.revision).toBe(6);
    const again = after(start, layoutRedone(), layoutRedone(), layoutRedone());
    expect(again.layout).toEqual(changed.layout);
    expect(selectCanRedo({ wall: again })).toBe(false);
  });

  it("forget what was undone when something else is done", () => {
    const other = after(restored, tileCleared(0), layoutUndone(), tileCleared(2), layoutRedone());
    expect(tiles(other)).toEqual(["a", null, null, null]);
  });

  it("remember a bounded number of steps", () => {
    const turns = Array.from({ length: historyDepth + 20 }, (_, index) =>
      tileLookChanged({ position: 0, look: { mirrored: index % 2 === 0 } }),
    );
    expect(after(restored, ...turns).past).toHaveLength(historyDepth);
  });

  it("do nothing where there is nothing", () => {
    expect(after(restored, layoutUndone(), layoutRedone())).toEqual(restored);
  });
});

describe("views", () => {
  const view = layoutOf("x", "y", null, "a");
  const opened = after(restored, viewOpened({ viewId: "v", version: 3, layout: view }));
  const isChanged = (state: WallState): boolean => selectViewChanged({ wall: state });

  it("take the place of the wall, and undo brings the wall back", () => {
    expect(opened).toMatchObject({ viewId: "v", layout: view });
    expect(isChanged(opened)).toBe(false);
    expect(after(opened, layoutUndone())).toMatchObject({ viewId: null, layout: restored.layout });
  });

  it("leave pinned tiles where they are", () => {
    const pinned = after(restored, tileLookChanged({ position: 0, look: { pinned: true } }));
    const over = after(pinned, viewOpened({ viewId: "v", version: 3, layout: view }));
    expect(tiles(over)).toEqual(["a", "y", null, null]);
    expect(isChanged(over)).toBe(false);
  });

  it("are changed by any change, until it is undone or saved", () => {
    const changed = after(opened, tileCleared(1));
    expect(isChanged(changed)).toBe(true);
    expect(isChanged(after(changed, layoutUndone()))).toBe(false);
    const saved = after(changed, viewSaved({ viewId: "v", version: 4, layout: changed.layout }));
    expect(isChanged(saved)).toBe(false);
    expect(saved.knownViews["v"]?.version).toBe(4);
    // Back to what the room no longer has under this name.
    expect(isChanged(after(saved, layoutUndone()))).toBe(true);
  });

  it("are still those of the wall after a restart, with what was changed since", () => {
    for (const before of [opened, after(opened, tileCleared(1))]) {
      const view = keptViewOf(before);
      const back = after(initialWall, wallRestored({ layout: before.layout, view }));
      expect(keptViewOf(back)).toEqual(view);
      expect(isChanged(back)).toBe(isChanged(before));
      expect(back).toMatchObject({ layout: before.layout, viewId: "v", revision: 0 });
      // What others do to the view is noticed by the version that was known before.
      expect(back.knownViews["v"]?.version).toBe(3);
      expect(isChanged(after(back, viewSaved({ viewId: "v", version: 4, layout: back.layout })))).toBe(false);
    }
    expect(keptViewOf(restored)).toBeNull();
  });

  it("are kept with the wall when it becomes one, and when one is renamed here", () => {
    const saved = after(restored, viewSaved({ viewId: "v", version: 1, layout: restored.layout }));
    expect(saved.revision).toBe(restored.revision + 1);
    const renamed = after(saved, viewDescribed({ viewId: "v", before: 1, version: 2 }));
    expect(renamed.revision).toBe(restored.revision + 2);
    expect(keptViewOf(renamed)).toEqual({ viewId: "v", version: 2, changed: false });
  });

  it("hold a wall that filled itself as it was saved", () => {
    const filled = after(initialWall, wallRestored(null), camerasRead(["a"]));
    const saved = after(filled, viewSaved({ viewId: "v", version: 1, layout: filled.layout }));
    expect(tiles(after(saved, camerasRead(["a", "b"])))).toEqual(["a"]);
  });

  it("renamed here are not taken for changed elsewhere", () => {
    const renamed = after(opened, viewDescribed({ viewId: "v", before: 3, version: 4 }));
    expect(renamed.knownViews["v"]?.version).toBe(4);
    const foreign = after(opened, viewDescribed({ viewId: "v", before: 5, version: 6 }));
    expect(foreign.knownViews["v"]?.version).toBe(3);
  });
});

it("keeps every wall sound and undoes it wholly, whatever is done", () => {
  const camera = fc.constantFrom("a", "b", "c", "d", "e", "f");
  const position = fc.integer({ min: 0, max: 63 });
  const side = fc.constantFrom("left" as const, "right" as const, "up" as const, "down" as const);
  const action: fc.Arbitrary<Action> = fc.oneof(
    fc.constantFrom(...gridSizes).map((size) => gridChosen(builtInGrid(size))),
    fc.record({ position, cameraId: camera }).map((drop) => cameraDropped(drop)),
    fc
      .record({ position: fc.option(fc.nat(3)), cameraIds: fc.uniqueArray(camera) })
      .map((drop) => camerasDropped(drop)),
    camera.map((cameraId) => cameraPicked(cameraId)),
    position.map((each) => tileCleared(each)),
    fc.record({ position, side }).map((stretch) => tileStretched(stretch)),
    fc.tuple(position, fc.boolean()).map(([at, locked]) => tileLookChanged({ position: at, look: { locked } })),
    fc.uniqueArray(camera).map((cameras) => emptyTilesFilled(cameras)),
    fc.constantFrom(layoutUndone(), layoutRedone(), wallCleared()),
    fc.constant(viewOpened({ viewId: "v", version: 1, layout: layoutOf("c", "d", null, "e") })),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const start = after(initialWall, wallRestored({ layout: layoutOf("a", null, "b", null), view: null }));
      const end = after(start, ...actions);
      expect(layoutProblem(end.layout)).toBeNull();
      expect(camerasOf(end.layout).length).toBeLessThanOrEqual(end.layout.tiles.length);
      const undone = after(end, ...Array.from({ length: actions.length }, () => layoutUndone()));
      expect(undone.layout).toEqual(start.layout);
    }),
  );
});
