import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyLayout, gridSizes } from "../../../../app/domain/layout";
import {
  cameraDropped,
  cameraLeft,
  cameraPicked,
  camerasRead,
  emptyTilesFilled,
  factsToggled,
  gridChosen,
  initialWall,
  livenessChanged,
  selectLiveCount,
  tileChosen,
  tileCleared,
  tileEnlarged,
  tileShrunk,
  wallRestored,
  wallSlice,
  type WallState,
} from "../../../../renderer/features/wall/wallSlice";

type Action = Parameters<typeof wallSlice.reducer>[1];
const after = (state: WallState, ...actions: Action[]): WallState => actions.reduce(wallSlice.reducer, state);

const restored = after(initialWall, wallRestored({ gridSize: 4, tiles: ["a", null, "b", null] }));
const tiles = (state: WallState) => state.layout.tiles;

describe("the wall", () => {
  it("shows the saved wall as it was, and does not add to it by itself", () => {
    expect(tiles(after(restored, camerasRead(["a", "b", "c"])))).toEqual(["a", null, "b", null]);
    expect(restored.revision).toBe(0);
  });

  it("fills itself, growing as it must, until somebody arranges it", () => {
    const first = after(initialWall, wallRestored(null), camerasRead(["a"]));
    expect(first.layout).toEqual({ gridSize: 1, tiles: ["a"] });
    const grown = after(first, camerasRead(["a", "b", "c"]));
    expect(grown.layout).toEqual({ gridSize: 4, tiles: ["a", "b", "c", null] });
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

  it("enlarges a tile and goes back without anything to save", () => {
    const large = after(restored, tileEnlarged(2));
    expect(large.enlarged).toBe(2);
    expect(after(large, tileShrunk())).toMatchObject({ enlarged: null, layout: restored.layout, revision: 0 });
  });

  it("goes back to the whole wall when the enlarged tile is cleared or the grid changes", () => {
    expect(after(restored, tileEnlarged(2), tileCleared(2)).enlarged).toBeNull();
    expect(after(restored, tileEnlarged(2), gridChosen(9)).enlarged).toBeNull();
  });

  it("counts as live only what is on screen and live", () => {
    const counted = after(
      restored,
      livenessChanged({ cameraId: "a", kind: "live" }),
      livenessChanged({ cameraId: "b", kind: "late" }),
    );
    expect(selectLiveCount({ wall: counted })).toEqual({ filled: 2, live: 1 });
    expect(selectLiveCount({ wall: after(counted, tileEnlarged(2)) })).toEqual({ filled: 1, live: 0 });
    expect(selectLiveCount({ wall: after(counted, cameraLeft("a")) })).toEqual({ filled: 2, live: 0 });
  });

  it("keeps one entry per tile and no camera twice, whatever is done", () => {
    const camera = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const position = fc.integer({ min: 0, max: 63 });
    const action: fc.Arbitrary<Action> = fc.oneof(
      fc.constantFrom(...gridSizes).map((size) => gridChosen(size)),
      fc.record({ position, cameraId: camera }).map((drop) => cameraDropped(drop)),
      camera.map((cameraId) => cameraPicked(cameraId)),
      position.map((each) => tileCleared(each)),
      fc.uniqueArray(camera).map((cameras) => emptyTilesFilled(cameras)),
      fc.uniqueArray(camera).map((cameras) => camerasRead(cameras)),
    );
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        const start = after(initialWall, wallRestored(null));
        const { layout } = after(start, ...actions);
        const placed = layout.tiles.filter((tile) => tile !== null);
        expect(layout.tiles).toHaveLength(layout.gridSize);
        expect(new Set(placed).size).toBe(placed.length);
      }),
    );
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
