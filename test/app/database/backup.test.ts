import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { query, type Database, type DatabaseSettings, type OpenSqlite } from "../../../app/database";
import { manualClock } from "../../harness/manualClock";
import { openOrFail, testOpenSqlite, testSettings } from "./testDatabase";

const addOperator = query<[id: string]>("test.add", "INSERT INTO operator VALUES (?, 'someone', '[]')");
const operatorIds = query<[], { id: string }>("test.operators", "SELECT id FROM operator ORDER BY id");
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const start = Date.UTC(2026, 0, 15, 8, 30);

const backupNames = (settings: DatabaseSettings): string[] =>
  existsSync(settings.backupFolder) ? readdirSync(settings.backupFolder).sort() : [];

/** Waits for the backup under way, if any: a second caller gets the same one. */
const settled = (database: Database): Promise<unknown> => database.backUp();

test("is a whole database under the same key, holding what was committed, and nothing in the clear", async () => {
  const settings = await testSettings();
  const database = await openOrFail(settings);
  database.write((db) => db.run(addOperator, "operator-2"));
  const made = await database.backUp();
  database.write((db) => db.run(addOperator, "operator-3"));
  if (!made.ok) throw new Error(made.error.detail);
  expect(backupNames(settings)).toEqual([basename(made.value.file)]);
  expect(database.lastBackupAtUtcMs()).toBe(made.value.atUtcMs);
  expect(readFileSync(made.value.file).includes("operator")).toBe(false);
  const copy = await openOrFail({ ...settings, file: made.value.file });
  expect(copy.read((db) => db.all(operatorIds))).toEqual([{ id: "operator-1" }, { id: "operator-2" }]);
});

test("comes ten minutes after the start, then every hour, and not after the end", async () => {
  const clock = manualClock(start);
  const settings = await testSettings({ clock });
  const database = await openOrFail(settings);
  clock.advance(9 * minuteMs);
  expect(database.lastBackupAtUtcMs()).toBeNull();
  clock.advance(minuteMs);
  await settled(database);
  expect(backupNames(settings)).toEqual(["backup-20260115T084000Z.db"]);
  clock.advance(59 * minuteMs);
  clock.advance(minuteMs);
  await settled(database);
  expect(backupNames(settings)).toEqual(["backup-20260115T084000Z.db", "backup-20260115T094000Z.db"]);
  expect(database.lastBackupAtUtcMs()).toBe(start + 70 * minuteMs);
  database.close();
  clock.advance(2 * hourMs);
  expect(backupNames(settings)).toHaveLength(2);
  const again = await openOrFail(settings);
  expect(again.lastBackupAtUtcMs()).toBe(start + 70 * minuteMs);
});

test("one that fails its check does not count, and those before it stay", async () => {
  let spoil = false;
  const spoiling: OpenSqlite = (file, key, options) => {
    if (spoil && file.endsWith(".partial")) {
      const image = readFileSync(file);
      image[image.length - 100] = (image[image.length - 100] ?? 0) ^ 0xff;
      writeFileSync(file, image);
    }
    return testOpenSqlite(file, key, options);
  };
  const clock = manualClock(start);
  const settings = await testSettings({ open: spoiling, clock });
  const database = await openOrFail(settings);
  expect(await database.backUp()).toMatchObject({ ok: true });
  const before = backupNames(settings);
  spoil = true;
  clock.advance(minuteMs);
  expect(await database.backUp()).toMatchObject({ ok: false, error: { kind: "databaseCorrupt" } });
  expect(backupNames(settings)).toEqual(before);
  expect(database.lastBackupAtUtcMs()).toBe(start);
});

test("is left out, and the log says so, when the disk is short; the next one is made", async () => {
  const told: unknown[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void told.push(fields) };
  let freeBytes = 1_000_000;
  const settings = await testSettings({ log, freeBytes: () => Promise.resolve(freeBytes) });
  const database = await openOrFail(settings);
  expect(await database.backUp()).toMatchObject({ ok: false, error: { kind: "diskFull" } });
  expect(told).toMatchObject([{ error: { kind: "diskFull" } }]);
  expect(backupNames(settings)).toEqual([]);
  freeBytes = 1_000_000_000;
  expect(await database.backUp()).toMatchObject({ ok: true });
});

test("a folder that cannot be one is a failure as a value", async () => {
  const settings = await testSettings();
  writeFileSync(settings.backupFolder, "a file stands here");
  const refusing = await testSettings({ backupFolder: join(settings.backupFolder, "below") });
  const database = await openOrFail(refusing);
  expect(await database.backUp()).toMatchObject({ ok: false, error: { kind: "internal" } });
});

test("closing in the middle leaves no half backup behind", async () => {
  const settings = await testSettings();
  const database = await openOrFail(settings);
  const underWay = database.backUp();
  database.close();
  expect(await underWay).toMatchObject({ ok: false });
  expect(backupNames(settings)).toEqual([]);
});

test("replaces its own leftovers and superseded backups, and touches no other file of the folder", async () => {
  const clock = manualClock(start);
  const settings = await testSettings({ clock });
  mkdirSync(settings.backupFolder);
  const old = Array.from({ length: 40 }, (_, day) => {
    const at = new Date(start - (day + 1) * 24 * hourMs).toISOString().slice(0, 10).replaceAll("-", "");
    return `backup-${at}T120000Z.db`;
  });
  const others = ["backup-notes.db", "holiday.jpg"];
  for (const name of [...old, ...others, "backup-20260115T083000Z.db.partial"])
    writeFileSync(join(settings.backupFolder, name), "x");
  const database = await openOrFail(settings);
  expect(await database.backUp()).toMatchObject({ ok: true });
  const names = backupNames(settings);
  expect(names).toEqual(expect.arrayContaining(others));
  expect(names.filter((name) => name.endsWith(".partial"))).toEqual([]);
  // 24 newest hours that have one: today's and 23 days.
  expect(names.filter((name) => old.includes(name)).length).toBe(23);
});
