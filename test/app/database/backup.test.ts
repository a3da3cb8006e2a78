import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { query, type Database, type DatabaseSettings, type StartCopy } from "../../../app/database";
import { manualClock } from "../../harness/manualClock";
import { openOrFail, testSettings, testStartCopy } from "./testDatabase";

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

/** Writes to the file it is told, and answers when and what the test wants. */
const copierInHand = () => {
  const targets: string[] = [];
  const ended: (() => void)[] = [];
  let stops = 0;
  const startCopy: StartCopy = ({ target }) => {
    targets.push(target);
    writeFileSync(target, "half a copy");
    const done = new Promise<never>((_resolve, reject) =>
      ended.push(() => {
        reject(new Error("it was stopped"));
      }),
    );
    return { done, stop: () => (stops += 1) };
  };
  return { startCopy, targets, stops: () => stops, endLast: () => ended.at(-1)?.() };
};

const started = (targets: readonly string[], count: number): Promise<void> =>
  vi.waitFor(() => {
    expect(targets).toHaveLength(count);
  });

test.each([
  ["fails its check", (): Promise<string> => Promise.resolve("row 3 missing from index"), "databaseCorrupt"],
  [
    "cannot be made",
    (): Promise<never> => Promise.reject(Object.assign(new Error("database or disk is full"), { code: "SQLITE_FULL" })),
    "diskFull",
  ],
])("one that %s does not count, and those before it stay", async (_what, answer, kind) => {
  let spoil = false;
  const startCopy: StartCopy = (copying) => {
    if (!spoil) return testStartCopy(copying);
    writeFileSync(copying.target, "half a copy");
    return { done: answer(), stop: () => undefined };
  };
  const clock = manualClock(start);
  const settings = await testSettings({ startCopy, clock });
  const database = await openOrFail(settings);
  expect(await database.backUp()).toMatchObject({ ok: true });
  const before = backupNames(settings);
  spoil = true;
  clock.advance(minuteMs);
  expect(await database.backUp()).toMatchObject({ ok: false, error: { kind } });
  expect(backupNames(settings)).toEqual(before);
  expect(database.lastBackupAtUtcMs()).toBe(start);
});

test("one that hangs is told as failed, and no other is begun before it has ended", async () => {
  const told: object[] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (fields: object) => void told.push(fields) };
  const copier = copierInHand();
  const clock = manualClock(start);
  const settings = await testSettings({ startCopy: copier.startCopy, clock, log });
  const database = await openOrFail(settings);
  const hanging = database.backUp();
  await started(copier.targets, 1);
  clock.advance(10 * minuteMs);
  expect(await hanging).toMatchObject({ ok: false, error: { kind: "internal" } });
  expect(copier.stops()).toBe(1);
  expect(backupNames(settings)).toEqual([]);
  expect(await database.backUp()).toMatchObject({ ok: false, error: { kind: "internal" } });
  expect(copier.targets).toHaveLength(1);
  expect(told).toMatchObject([{ error: { kind: "internal" } }, { error: { kind: "internal" } }]);
  copier.endLast();
  await nextTurn();
  const next = database.backUp();
  await started(copier.targets, 2);
  copier.endLast();
  expect(await next).toMatchObject({ ok: false });
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

test("closing while it copies stops the copy and leaves no half backup behind", async () => {
  const copier = copierInHand();
  const settings = await testSettings({ startCopy: copier.startCopy });
  const database = await openOrFail(settings);
  const underWay = database.backUp();
  await started(copier.targets, 1);
  expect(backupNames(settings)).toHaveLength(1);
  database.close();
  expect(copier.stops()).toBe(1);
  copier.endLast();
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
  const others = ["backup-notes.db", "backup-notes.db.partial", "holiday.jpg", "holiday.jpg.partial"];
  const halfWritten = [
    "20260115T083000Z.db.partial",
    "20260114T083000Z.db.partial",
    "20260114T083000Z.db.partial-journal",
  ];
  for (const name of [...old, ...others, ...halfWritten.map((time) => `backup-${time}`)])
    writeFileSync(join(settings.backupFolder, name), "x");
  const database = await openOrFail(settings);
  expect(await database.backUp()).toMatchObject({ ok: true });
  const names = backupNames(settings);
  expect(names).toEqual(expect.arrayContaining(others));
  expect(names.filter((name) => halfWritten.includes(name.replace("backup-", "")))).toEqual([]);
  // 24 newest hours that have one: today's and 23 days.
  expect(names.filter((name) => old.includes(name)).length).toBe(23);
});
