import { expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import type { Log } from "../../../app/base/log";
import { query } from "../../../app/database";
import { gridSizes } from "../../../app/domain/builtInGrids";
import { emptyLayout, lookChanged, plainTile, type WallLayout } from "../../../app/domain/layout";
import { createViews, createWall } from "../../../app/wall";
import { openOrFail, openTestDatabase, testSettings } from "../database/testDatabase";
import { layoutOf } from "../domain/layouts";

const savedAt = query<[], { at: number }>("test.savedAt", "SELECT saved_at_utc_ms AS at FROM wall");
const insertRow = query<[layout: string]>(
  "test.insertWall",
  "INSERT INTO wall (name, layout, saved_at_utc_ms) VALUES ('w', ?, 0)",
);

const collectingLog = (): { log: Log; warnings: unknown[] } => {
  const warnings: unknown[] = [];
  return {
    warnings,
    log: { info: () => undefined, error: () => undefined, warn: (fields) => void warnings.push(fields) },
  };
};

test("a wall is back after a restart, each under its own name and every tile as it was shown", async () => {
  const settings = await testSettings();
  const { log, warnings } = collectingLog();
  const layouts = gridSizes.map((size): [string, WallLayout] => {
    const empty = emptyLayout(size);
    const one: WallLayout = { ...empty, tiles: empty.tiles.with(size - 1, plainTile("camera-1")) };
    const look = { fit: "cover", turn: 270, mirrored: true, locked: true, pinned: true } as const;
    return [`wall-${String(size)}`, lookChanged(one, size - 1, look)];
  });
  const before = await openOrFail(settings);
  for (const [name, layout] of layouts) {
    createWall({ database: before, clock: systemClock, log }).save(name, { layout, view: null });
  }
  before.close();
  const database = await openOrFail(settings);
  const wall = createWall({ database, clock: systemClock, log });
  for (const [name, layout] of layouts) expect(wall.read(name)).toEqual({ layout, view: null });
  expect(wall.read("wall-2")).toBeNull();
  expect(warnings).toEqual([]);
});

test("the last layout saved replaces the one before", async () => {
  let nowUtcMs = 1000;
  const database = await openTestDatabase();
  const wall = createWall({ database, clock: { ...systemClock, nowUtcMs: () => nowUtcMs }, log: collectingLog().log });
  wall.save("wall-1", { layout: emptyLayout(64), view: null });
  nowUtcMs = 2000;
  wall.save("wall-1", { layout: layoutOf("a", null, null, "b"), view: null });
  expect(wall.read("wall-1")).toEqual({ layout: layoutOf("a", null, null, "b"), view: null });
  expect(database.read((db) => db.all(savedAt))).toEqual([{ at: 2000 }]);
});

test("the view a wall stands for is kept with it, until the view or another wall takes its place", async () => {
  const database = await openTestDatabase();
  const parts = { database, clock: systemClock, log: collectingLog().log };
  const [wall, views] = [createWall(parts), createViews({ ...parts, id: () => "v" })];
  const context = { audit: () => undefined };
  const layout = layoutOf("a", null, null, "b");
  views.save({ name: "Gate", folder: "", layout }, context);
  for (const changed of [false, true]) {
    const kept = { layout, view: { viewId: "v", version: 1, changed } };
    wall.save("wall-1", kept);
    expect(wall.read("wall-1")).toEqual(kept);
  }
  views.remove("v", context);
  expect(wall.read("wall-1")).toEqual({ layout, view: null });
  // Saved once more while the window does not know that the view is gone: no less saved for that.
  wall.save("wall-1", { layout: layoutOf("c"), view: { viewId: "v", version: 1, changed: true } });
  expect(wall.read("wall-1")).toEqual({ layout: layoutOf("c"), view: null });
  views.restore("v", context);
  expect(wall.read("wall-1")?.view).toEqual({ viewId: "v", version: 1, changed: true });
  wall.save("wall-1", { layout, view: null });
  expect(wall.read("wall-1")).toEqual({ layout, view: null });
});

test.each<[string, unknown, string]>([
  ["tiles that are no tiles", { ...layoutOf("a"), tiles: [1] }, "tiles.0"],
  ["an id longer than ids are", layoutOf("x".repeat(65)), "tiles.0.cameraId"],
  ["a tile too few", { ...layoutOf("a", "b", null, null), tiles: [null] }, "tiles"],
  ["a camera twice", { ...layoutOf("a", "a", null, null) }, "tiles"],
  ["a grid with a hole", { ...layoutOf("a"), grid: { columns: [1, 1], rows: [1], cells: [] } }, "grid.cells"],
  ["nothing of a wall", "[]", ""],
])("a saved wall with %s reads as none, and the log says where", async (_, stored, part) => {
  const database = await openTestDatabase();
  const { log, warnings } = collectingLog();
  database.write((db) => db.run(insertRow, JSON.stringify(stored)));
  expect(createWall({ database, clock: systemClock, log }).read("w")).toBeNull();
  expect(warnings).toMatchObject([{ wallName: "w", part }]);
});
