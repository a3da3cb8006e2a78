import { existsSync, readdirSync, readFileSync } from "node:fs";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { openDatabase, query, type DatabaseSettings } from "../../../app/database";
import { migrations } from "../../../app/database/migrations";
import { openOrFail, testSettings } from "./testDatabase";

const addOperator = query<[id: string]>("test.add", "INSERT INTO operator VALUES (?, 'someone', '[]')");
const operatorIds = query<[], { id: string }>("test.operators", "SELECT id FROM operator ORDER BY id");

/** Every file beside the database, with its content. */
const folderOf = (settings: DatabaseSettings): Record<string, string> => {
  const folder = dirname(settings.file);
  return Object.fromEntries(
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(`${folder}/${name}`).toString("base64")]),
  );
};

const made = async (settings: DatabaseSettings): Promise<void> => {
  const database = await openOrFail(settings);
  database.write((db) => db.run(addOperator, "operator-2"));
  database.close();
};

/** As a kill leaves it: the last write only in the log. */
const withHotLog = async (settings: DatabaseSettings): Promise<DatabaseSettings> => {
  const database = await openOrFail(settings);
  database.write((db) => db.run(addOperator, "operator-3"));
  const killed = { ...settings, file: `${dirname(settings.file)}/killed.db` };
  await copyFile(settings.file, killed.file);
  await copyFile(`${settings.file}-wal`, `${killed.file}-wal`);
  await copyFile(`${settings.file}.keycheck`, `${killed.file}.keycheck`);
  database.close();
  return killed;
};

test("makes a database, finds it again, and leaves one file and its key check when closed", async () => {
  const settings = await testSettings();
  const database = await openOrFail(settings);
  expect(database.schemaVersion).toBe(migrations.length);
  expect(database.lastBackupAtUtcMs()).toBeNull();
  database.write((db) => db.run(addOperator, "operator-2"));
  database.close();
  expect(Object.keys(folderOf(settings))).toEqual(["station.db", "station.db.keycheck"]);
  const again = await openOrFail(settings);
  expect(again.read((db) => db.all(operatorIds))).toEqual([{ id: "operator-1" }, { id: "operator-2" }]);
});

test("takes up what was committed when the program was killed", async () => {
  const killed = await withHotLog(await testSettings());
  const database = await openOrFail(killed);
  expect(database.read((db) => db.all(operatorIds))).toEqual([{ id: "operator-1" }, { id: "operator-3" }]);
});

const nextMigration = { version: migrations.length + 1, sql: "CREATE TABLE future (id TEXT) STRICT" };

test.each([
  ["closed in order", (settings: DatabaseSettings) => made(settings).then(() => settings)],
  ["killed", withHotLog],
])("a database of a newer program that was %s is refused and not a byte of it changes", async (_, prepare) => {
  const newer = await testSettings({ migrations: [...migrations, nextMigration] });
  const settings = await prepare(newer);
  const before = folderOf(settings);
  const refused = await openDatabase({ ...settings, migrations });
  expect(refused).toMatchObject({ ok: false, error: { kind: "databaseNewer" } });
  expect(folderOf(settings)).toEqual(before);
  const again = await openOrFail(settings);
  expect(again.schemaVersion).toBe(nextMigration.version);
});

test.each([
  ["closed in order", (settings: DatabaseSettings) => made(settings).then(() => settings)],
  ["killed", withHotLog],
])("another key does not open a database that was %s and not a byte of it changes", async (_, prepare) => {
  const settings = await prepare(await testSettings());
  const before = folderOf(settings);
  const refused = await openDatabase({ ...settings, key: new Uint8Array(32).fill(1) });
  expect(refused).toMatchObject({ ok: false, error: { kind: "databaseKeyWrong" } });
  expect(folderOf(settings)).toEqual(before);
  expect((await openOrFail(settings)).schemaVersion).toBe(migrations.length);
});

test("without its key check a file that no key opens counts as a wrong key, never as damage", async () => {
  const settings = await testSettings();
  await made(settings);
  await rm(`${settings.file}.keycheck`);
  await writeFile(settings.file, Buffer.alloc(8192, 7));
  const before = folderOf(settings);
  expect(await openDatabase(settings)).toMatchObject({ ok: false, error: { kind: "databaseKeyWrong" } });
  expect(folderOf(settings)).toEqual(before);
});

test("a migration that fails leaves the version before it", async () => {
  const settings = await testSettings();
  await made(settings);
  const broken = { version: nextMigration.version, sql: "CREATE TABLE half (id TEXT); INSERT INTO nowhere VALUES (1)" };
  const failed = await openDatabase({ ...settings, migrations: [...migrations, broken] });
  expect(failed).toMatchObject({ ok: false, error: { kind: "internal" } });
  const database = await openOrFail({ ...settings, migrations: [...migrations, nextMigration] });
  expect(database.schemaVersion).toBe(nextMigration.version);
  expect(database.read((db) => db.all(operatorIds))).toHaveLength(2);
});

test("a key of the wrong length fails as a value and makes nothing that opens", async () => {
  const settings = await testSettings({ key: new Uint8Array(16) });
  expect(await openDatabase(settings)).toMatchObject({ ok: false, error: { kind: "internal" } });
  expect((await openOrFail({ ...settings, key: new Uint8Array(32) })).schemaVersion).toBe(migrations.length);
});

test("rows that point nowhere are damage: set aside", async () => {
  const settings = await testSettings();
  await made(settings);
  const connection = settings.open(settings.file, settings.key);
  connection.pragma("foreign_keys = OFF");
  connection.exec(
    "INSERT INTO camera (id, device_id, channel, name, source_token) VALUES ('camera-1', 'no-device', 1, 'Gate', '')",
  );
  connection.close();
  const refused = await openDatabase(settings);
  expect(refused).toMatchObject({ ok: false, error: { kind: "databaseCorrupt" } });
  expect(existsSync(settings.file)).toBe(false);
});
