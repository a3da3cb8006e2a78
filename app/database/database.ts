import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { failure, type Failure } from "../domain/failure";
import { assertNever, success, type Result } from "../domain/result";
import { createAccess, type Access } from "./access";
import { startBackups, type Backups } from "./backup";
import { listBackups, type Backup } from "./backupFolder";
import { failureOf } from "./databaseError";
import type { OpenSqlite, SqliteConnection, StartCopy } from "./driver";
import { examine, newestVersionOf, schemaVersionOf } from "./examine";
import { recordKey } from "./keyCheck";
import { migrate } from "./migrate";
import { migrations as allMigrations, type Migration } from "./migrations";
import { awaitsRecovery, restoreLastBackup, type Recovery } from "./recovery";
import { setAside } from "./setAside";

/** The open database of the workstation. */
export interface Database {
  /** Number of the newest migration it went through. */
  readonly schemaVersion: number;
  /** Reads. Throws {@link import("./databaseError").DatabaseError}. */
  read: Access["read"];
  /**
   * One transaction: all of `work` is on the disk when this answers, or none of it when it throws (`DatabaseError`,
   * or whatever `work` threw). `work` is synchronous; another `write` inside it throws.
   */
  write: Access["write"];
  /** When the newest checked backup was made; null when there is none. */
  lastBackupAtUtcMs: Backups["lastAtUtcMs"];
  /** Makes a backup now, beside the hourly ones. */
  backUp(): Promise<Result<Backup>>;
  close(): void;
}

export interface DatabaseSettings {
  readonly open: OpenSqlite;
  readonly startCopy: StartCopy;
  /** Its folder is made when it is missing. */
  readonly file: string;
  /** 32 bytes. Kept for the backups, never shown. */
  readonly key: Uint8Array;
  readonly backupFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** What a person chose after the database was set aside as damaged; until then it is not opened again. */
  readonly recovery?: Recovery | null;
  readonly migrations?: readonly Migration[];
  /** Bytes free on the disk that holds a folder; asked of the system when absent. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Puts a damaged database aside and says where, and which backup there is. */
const setDamagedAside = (settings: DatabaseSettings, why: Failure): Failure => {
  const { file, backupFolder, clock, log } = settings;
  const [newest] = listBackups(backupFolder);
  const backup = newest === undefined ? "there is no backup" : `the last good backup is ${newest.file}`;
  let where: string;
  try {
    where = `it was set aside as ${setAside(file, clock.nowUtcMs())}`;
  } catch (thrown) {
    where = `it could not be set aside (${failureOf(thrown).detail ?? ""})`;
  }
  const told = failure("databaseCorrupt", `${why.detail ?? ""}; ${where}; ${backup}`);
  log.error({ error: told }, "the database is damaged");
  return told;
};

/** Null when there is a database to open, or a new one to make. */
const recover = ({ file, backupFolder, recovery = null, log }: DatabaseSettings): Failure | null => {
  if (!awaitsRecovery(file)) return null;
  log.warn({ recovery }, "a damaged database was set aside");
  switch (recovery) {
    case null:
      return failure("databaseCorrupt", "a damaged database was set aside; choose what comes in its place");
    case "lastBackup":
      return restoreLastBackup(file, backupFolder);
    case "empty":
      return null;
    default:
      return assertNever(recovery);
  }
};

const openConnection = (settings: DatabaseSettings, migrations: readonly Migration[]): SqliteConnection => {
  const connection = settings.open(settings.file, settings.key);
  try {
    migrate(connection, migrations);
    recordKey(settings.file, settings.key);
    return connection;
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
};

/**
 * Opens the database, making it when there is none: its version and integrity are checked before anything is written,
 * then it is migrated, then backed up every hour.
 *
 * Fails with `databaseNewer` or `databaseKeyWrong` (the file is untouched), `databaseCorrupt` (set aside under another
 * name, nothing deleted; `detail` names it and the last good backup; the same again until `recovery` is chosen),
 * `diskFull` or `internal`.
 */
export const openDatabase = async (settings: DatabaseSettings): Promise<Result<Database>> => {
  const { open, startCopy, file, key, backupFolder, clock, log, freeBytes, migrations = allMigrations } = settings;
  let connection: SqliteConnection;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const unresolved = recover(settings);
    if (unresolved !== null) return { ok: false, error: unresolved };
    const why = examine({ open, file, key, newestVersion: newestVersionOf(migrations) });
    if (why !== null)
      return { ok: false, error: why.kind === "databaseCorrupt" ? setDamagedAside(settings, why) : why };
    if (!existsSync(file)) log.info({ file }, "no database yet: a new one is made");
    connection = openConnection(settings, migrations);
  } catch (thrown) {
    return { ok: false, error: failureOf(thrown) };
  }
  const backups = startBackups({
    startCopy,
    file,
    key,
    folder: backupFolder,
    clock,
    log,
    ...(freeBytes === undefined ? {} : { freeBytes }),
  });
  return success({
    schemaVersion: schemaVersionOf(connection),
    ...createAccess({ connection, clock, log }),
    lastBackupAtUtcMs: backups.lastAtUtcMs,
    backUp: backups.backUp,
    close: () => {
      backups.stop();
      try {
        connection.pragma("optimize");
      } catch (thrown) {
        // Only the planner's statistics: the next close makes them.
        log.warn({ error: failureOf(thrown) }, "optimize failed");
      }
      connection.close();
    },
  });
};
