import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CommandName } from "../../../../../renderer/features/keyboard/commands";
import { tileCommands } from "../../../../../renderer/features/wall/tile/tileCommands";
import type { TileHands } from "../../../../../renderer/features/wall/tile/tileHands";
import {
  cameraDropped,
  tileChosen,
  tileEnlarged,
  wallRestored,
  wallSlice,
} from "../../../../../renderer/features/wall/wallSlice";
import { initialWall, type WallState } from "../../../../../renderer/features/wall/wallState";
import { layoutOf, namesOf } from "../../../../app/domain/layouts";

const hands = { takeSnapshot: vi.fn(), zoomBy: vi.fn(), panBy: vi.fn(), resetZoom: vi.fn() };
beforeEach(() => {
  vi.clearAllMocks();
});

type Action = Parameters<typeof wallSlice.reducer>[1];

/** A wall of `a - / b -` with keys; a tile with a camera has hands. */
const wallWith = (...actions: readonly Action[]) => {
  let state: WallState = [wallRestored({ layout: layoutOf("a", null, "b", null), view: null }), ...actions].reduce(
    wallSlice.reducer,
    initialWall,
  );
  let zoomed = false;
  const onPick = vi.fn();
  const dispatch = (action: Action): void => {
    state = wallSlice.reducer(state, action);
  };
  const lent: TileHands = { ...hands, isZoomed: () => zoomed };
  const commands = tileCommands({
    wall: () => state,
    dispatch,
    handsOf: (position) => ((state.layout.tiles[position] ?? null) === null ? undefined : lent),
    focusTile: (position) => {
      dispatch(tileChosen(position));
    },
    onPick,
  });
  return {
    press: (name: CommandName, repeat = false) => commands[name]?.({ repeat }),
    state: () => state,
    tiles: () => namesOf(state.layout),
    zoom: (to: boolean) => {
      zoomed = to;
    },
    onPick,
  };
};

describe("choosing a tile", () => {
  it("begins at the first one and goes from there, as far as the edge", () => {
    const wall = wallWith();
    const chosen = (["tileDown", "tileDown", "tileRight", "tileRight", "tileUp", "tileLeft"] as const).map((name) => {
      wall.press(name);
      return wall.state().chosen;
    });
    expect(chosen).toEqual([0, 2, 3, 3, 1, 0]);
  });

  it("leaves the keys alone while one tile fills the wall", () => {
    const wall = wallWith(tileEnlarged(0));
    expect(wall.press("tileRight")).toBe(false);
    expect(wall.state().chosen).toBe(0);
  });
});

describe("the chosen tile", () => {
  it("is enlarged and given back by the same key; an empty one asks for a camera", () => {
    const wall = wallWith(tileChosen(2));
    wall.press("enlarge");
    expect(wall.state().enlarged).toBe(2);
    wall.press("enlarge");
    expect(wall.state().enlarged).toBeNull();
    expect(wall.onPick).not.toHaveBeenCalled();
    const empty = wallWith(tileChosen(1));
    empty.press("enlarge");
    expect(empty.onPick).toHaveBeenCalledOnce();
    expect(empty.state().enlarged).toBeNull();
  });

  it("is cleared, locked, and asked for its facts; a locked one stays", () => {
    const wall = wallWith(tileChosen(0));
    wall.press("facts");
    expect(wall.state().factsAt).toBe(0);
    wall.press("lock");
    wall.press("clear");
    expect(wall.tiles()).toEqual(["a", null, "b", null]);
    expect(wall.state().notice).toMatchObject({ reason: "locked", position: 0 });
    wall.press("lock");
    wall.press("clear");
    expect(wall.tiles()).toEqual([null, null, "b", null]);
  });

  it("is the one that fills the wall, whichever was chosen before", () => {
    const wall = wallWith(tileEnlarged(2), tileChosen(0));
    wall.press("clear");
    expect(wall.tiles()).toEqual(["a", null, null, null]);
  });

  it("is stretched, and where it is zoomed it is moved instead", () => {
    const wall = wallWith(tileChosen(0), cameraDropped({ position: 0, cameraId: "c" }));
    wall.press("stretchRight");
    expect(wall.state().layout.grid.cells[0]).toMatchObject({ columnSpan: 2 });
    wall.zoom(true);
    wall.press("stretchDown");
    expect(wall.state().layout.grid.cells[0]).toMatchObject({ rowSpan: 1 });
    expect(hands.panBy.mock.lastCall?.[1]).toBeLessThan(0);
  });

  it("gives one snapshot for one press, however long the key is held", () => {
    const wall = wallWith(tileChosen(0));
    wall.press("snapshot");
    wall.press("snapshot", true);
    wall.press("snapshotPng");
    expect(hands.takeSnapshot.mock.calls).toEqual([["jpeg"], ["png"]]);
  });

  it("leaves keys alone that have nothing to do", () => {
    const none = wallWith();
    const empty = wallWith(tileChosen(1));
    const names = ["clear", "facts", "lock", "snapshot", "zoomIn", "zoomReset", "shrink"] as const;
    for (const name of names) expect([name, none.press(name), empty.press(name)]).toEqual([name, false, false]);
    expect(wallWith(tileChosen(0)).press("zoomReset")).toBe(false);
  });
});

it("ends what is nearest first: the zoom, then the full wall", () => {
  const wall = wallWith(tileEnlarged(0));
  wall.zoom(true);
  wall.press("shrink");
  expect(hands.resetZoom).toHaveBeenCalledOnce();
  expect(wall.state().enlarged).toBe(0);
  wall.zoom(false);
  wall.press("shrink");
  expect(wall.state().enlarged).toBeNull();
});
