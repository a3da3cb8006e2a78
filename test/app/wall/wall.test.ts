import { expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import type { Log } from "../../../app/base/log";
import { DatabaseError, query } from "../../../app/database";
import { emptyLayout, gridSizes, placeCamera, type WallLayout } from "../../../app/domain/layout";
import { createWall } from "../../../app/wall";
import { openOrFail, openTestDatabase, testSettings } from "../database/testDatabase";

const savedAt = query<[], { at: number }>("test.savedAt", "SELECT saved_at_utc_ms AS at FROM wall");
const insertRow = query<[gridSize: number, tiles: string]>("test.insertWall", "INSERT INTO wall VALUES ('w', ?, ?, 0)");

const collectingLog = (): { log: Log; warnings: unknown[] } => {
  const warnings: unknown[] = [];
  return {
    warnings,
    log: { info: () => undefined, error: () => undefined, warn: (fields) => void warnings.push(fields) },
  };
};

test("a wall is back after a restart, each under its own name", async () => {
  const settings = await testSettings();
  const { log, warnings } = collectingLog();
  const layouts = gridSizes.map((size): [string, WallLayout] => [
    `wall-${String(size)}`,
    placeCamera(emptyLayout(size), size - 1, "camera-1"),
  ]);
  const before = await openOrFail(settings);
  for (const [name, layout] of layouts) createWall({ database: before, clock: systemClock, log }).save(name, layout);
  before.close();
  const database = await openOrFail(settings);
  const wall = createWall({ database, clock: systemClock, log });
  for (const [name, layout] of layouts) expect(wall.read(name)).toEqual(layout);
  expect(wall.read("wall-2")).toBeNull();
  expect(warnings).toEqual([]);
});

test("the last layout saved replaces the one before", async () => {
  let nowUtcMs = 1000;
  const database = await openTestDatabase();
  const wall = createWall({ database, clock: { ...systemClock, nowUtcMs: () => nowUtcMs }, log: collectingLog().log });
  wall.save("wall-1", emptyLayout(64));
  nowUtcMs = 2000;
  wall.save("wall-1", { gridSize: 4, tiles: ["a", null, null, "b"] });
  expect(wall.read("wall-1")).toEqual({ gridSize: 4, tiles: ["a", null, null, "b"] });
  expect(database.read((db) => db.all(savedAt))).toEqual([{ at: 2000 }]);
});

test.each([
  ["tiles that are no camera ids", 4, '[1,{},"a",null]'],
  ["an id longer than ids are", 1, `["${"x".repeat(65)}"]`],
])("a saved wall with %s reads as none, and the log says so", async (_, gridSize, tiles) => {
  const database = await openTestDatabase();
  const { log, warnings } = collectingLog();
  database.write((db) => db.run(insertRow, gridSize, tiles));
  expect(createWall({ database, clock: systemClock, log }).read("w")).toBeNull();
  expect(warnings).toMatchObject([{ wallName: "w" }]);
});

test.each([
  ["a grid there is not", { gridSize: 5, tiles: [null, null, null, null, null] }],
  ["a tile too few", { gridSize: 4, tiles: [null, null, null] }],
  ["tiles that are no list", { gridSize: 1, tiles: "camera-1" }],
])("a row with %s that got past the database's own checks reads as none", (_, row) => {
  const { log, warnings } = collectingLog();
  const stored = { gridSize: row.gridSize, tiles: JSON.stringify(row.tiles) };
  const database = {
    read: <T>(work: (db: never) => T): T => work({ get: () => stored } as never),
    write: <T>(work: (db: never) => T): T => work({} as never),
  };
  expect(createWall({ database, clock: systemClock, log }).read("w")).toBeNull();
  expect(warnings).toHaveLength(1);
});

test("a layout the database refuses is an error, and the one before stays", async () => {
  const database = await openTestDatabase();
  const wall = createWall({ database, clock: systemClock, log: collectingLog().log });
  wall.save("wall-1", emptyLayout(1));
  expect(() => {
    wall.save("wall-1", { gridSize: 4, tiles: [null] });
  }).toThrow(DatabaseError);
  expect(wall.read("wall-1")).toEqual(emptyLayout(1));
});
