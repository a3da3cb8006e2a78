import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { silentLog } from "../../../app/base/log";
import { systemClock } from "../../../app/base/clock";
import {
  openDatabase,
  type Database,
  type DatabaseSettings,
  type OpenSqlite,
  type StartCopy,
} from "../../../app/database";
import type { SqliteConnection } from "../../../app/database/driver";
import { createStartCopy } from "../../../native/sqlite/copy";
import { createOpenSqlite } from "../../../native/sqlite/open";
import { copyThreadFile, findSqliteAddon } from "./sqliteAddon";

/** The real driver. */
export const testOpenSqlite: OpenSqlite = createOpenSqlite(findSqliteAddon());

/** The real copier, in its thread. */
export const testStartCopy: StartCopy = createStartCopy(copyThreadFile, findSqliteAddon());

/** A throw-away key. */
export const testKey: Uint8Array = new Uint8Array(32).fill(0x5a);

/** Settings for a database in a new temporary folder, which goes when the test is over. */
export const testSettings = async (changed: Partial<DatabaseSettings> = {}): Promise<DatabaseSettings> => {
  const folder = await mkdtemp(join(tmpdir(), "zhishou-database-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return {
    open: testOpenSqlite,
    startCopy: testStartCopy,
    file: join(folder, "station.db"),
    key: testKey,
    backupFolder: join(folder, "backups"),
    clock: systemClock,
    log: silentLog,
    ...changed,
  };
};

/** Opens a database or fails the test. It is closed when the test is over. */
export const openOrFail = async (settings: DatabaseSettings): Promise<Database> => {
  const opened = await openDatabase(settings);
  if (!opened.ok) throw new Error(`${opened.error.kind}: ${opened.error.detail ?? ""}`);
  onTestFinished(() => {
    opened.value.close();
  });
  return opened.value;
};

/** A real, encrypted, freshly migrated database in a temporary folder. Call it inside a test. */
export const openTestDatabase = async (changed: Partial<DatabaseSettings> = {}): Promise<Database> =>
  openOrFail(await testSettings(changed));

/** A connection to a new, empty, encrypted file. */
export const newConnection = async (): Promise<SqliteConnection> => {
  const { open, file, key } = await testSettings();
  const connection = open(file, key);
  onTestFinished(() => {
    connection.close();
  });
  return connection;
};
