import { beforeEach, describe, expect, it, vi } from "vitest";
import type { WallView } from "../../../../app/contract/wall";
import { builtInGrid } from "../../../../app/domain/builtInGrids";
import type { WallLayout } from "../../../../app/domain/layout";
import { keepWall } from "../../../../renderer/features/wall/keepWall";
import { cameraPicked, gridChosen, selectSaved, viewSaved } from "../../../../renderer/features/wall/wallSlice";
import { createStationClient } from "../../../../renderer/station";
import { createStore } from "../../../../renderer/store";
import { layoutOf } from "../../../app/domain/layouts";
import { fakeChannel } from "../../fakePort";

type Answer = { ok: true; value: unknown } | { ok: false; error: { kind: "diskFull" } };

/** A window with a station behind it that keeps one wall. */
const desk = (saved: WallLayout | null = null, view: WallView | null = null) => {
  const station = createStationClient();
  const store = createStore(station);
  const saveNow = keepWall(store, station, 300);
  const saves: unknown[] = [];
  const views: unknown[] = [];
  let reply: Answer = { ok: true, value: {} };
  const start = async (restarts = 0) => {
    const { ours, theirs } = fakeChannel();
    theirs.onMessage((message) => {
      const { id, request, input } = message as {
        id: number;
        request: string;
        input: { layout: unknown; view: unknown };
      };
      const kept = saved === null ? null : { layout: saved, view };
      if (request === "wall.read") theirs.post({ id, result: { ok: true, value: kept } });
      if (request !== "wall.save") return;
      saves.push(input.layout);
      views.push(input.view);
      theirs.post({ id, result: reply });
    });
    station.enter({ state: "ready", wallName: "wall-1", restarts }, ours);
    await vi.advanceTimersByTimeAsync(0);
  };
  return {
    station,
    store,
    saves,
    views,
    start,
    saveNow,
    answerWith: (next: Answer) => {
      reply = next;
    },
    wall: () => store.getState().wall,
  };
};

describe("keeping a window's wall", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    return () => {
      vi.useRealTimers();
    };
  });

  it("brings the last wall back and saves nothing by that", async () => {
    const { start, wall, saves } = desk(layoutOf("a", null, null, "b"));
    await start();
    expect(wall().layout).toEqual(layoutOf("a", null, null, "b"));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(saves).toEqual([]);
  });

  it("saves quick changes together, as they are in the end", async () => {
    const { start, store, saves } = desk();
    await start();
    store.dispatch(gridChosen(builtInGrid(1)));
    store.dispatch(cameraPicked("a"));
    expect(selectSaved(store.getState())).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saves).toEqual([layoutOf("a")]);
    expect(selectSaved(store.getState())).toBe(true);
  });

  it("saves at once when the window closes", async () => {
    const { start, store, saves, saveNow } = desk();
    await start();
    store.dispatch(cameraPicked("a"));
    saveNow();
    expect(saves).toHaveLength(1);
  });

  it("keeps which view the wall stands for, and whether it was changed since", async () => {
    const view = { viewId: "v", version: 3, changed: false };
    const { start, store, wall, views } = desk(layoutOf("a"), view);
    await start();
    expect(wall().viewId).toBe("v");
    store.dispatch(cameraPicked("b"));
    await vi.advanceTimersByTimeAsync(1_000);
    store.dispatch(viewSaved({ viewId: "v", version: 4, layout: wall().layout }));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(views).toEqual([
      { viewId: "v", version: 3, changed: true },
      { viewId: "v", version: 4, changed: false },
    ]);
  });

  it("says that it could not save, and that it could after all", async () => {
    const { start, store, wall, answerWith } = desk();
    await start();
    answerWith({ ok: false, error: { kind: "diskFull" } });
    store.dispatch(cameraPicked("a"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wall().saveFailure).toEqual({ kind: "diskFull" });
    answerWith({ ok: true, value: {} });
    store.dispatch(cameraPicked("b"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(wall().saveFailure).toBeNull();
  });

  it("saves what was changed while the station was away, and does not go back to the older wall", async () => {
    const { start, station, store, saves, wall } = desk(layoutOf("a"));
    await start();
    station.enter({ state: "lost", restarts: 1 });
    store.dispatch(cameraPicked("b"));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saves).toEqual([]);
    await start(1);
    expect(saves).toEqual([layoutOf("b")]);
    expect(wall()).toMatchObject({ layout: layoutOf("b"), saveFailure: null });
  });
});
