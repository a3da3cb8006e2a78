import { existsSync, rmSync, statSync } from "node:fs";
import { failure, type Failure } from "../domain/failure";
import { failureOf, sqliteCodeOf } from "./databaseError";
import type { OpenSqlite, SqliteConnection } from "./driver";
import { keyWasRight } from "./keyCheck";
import type { Migration } from "./migrations";

export const schemaVersionOf = (connection: SqliteConnection): number =>
  Number(connection.pragma("user_version", { simple: true }));

export const newestVersionOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;

const sizeOf = (file: string): number => (existsSync(file) ? statSync(file).size : 0);

const examineContent = (connection: SqliteConnection, newestVersion: number): Failure | null => {
  const version = schemaVersionOf(connection);
  if (version > newestVersion)
    return failure(
      "databaseNewer",
      `the database has schema ${String(version)}, this program knows ${String(newestVersion)}`,
    );
  const damage = connection.pragma("quick_check(1)", { simple: true });
  if (damage !== "ok") return failure("databaseCorrupt", `integrity check: ${String(damage).split("\n").join(" ")}`);
  const orphans = connection.pragma("foreign_key_check") as readonly { readonly table: string }[];
  const [orphan] = orphans;
  if (orphan !== undefined)
    return failure("databaseCorrupt", `${String(orphans.length)} rows point nowhere, the first in ${orphan.table}`);
  return null;
};

/**
 * Whether this program may write to a database file with this key: its version, then its integrity. Leaves the file
 * and its log as they were, byte for byte; answers null when all is well or there is no database yet.
 */
export const examine = (parts: {
  readonly open: OpenSqlite;
  readonly file: string;
  readonly key: Uint8Array;
  readonly newestVersion: number;
}): Failure | null => {
  const { open, file, key, newestVersion } = parts;
  if (sizeOf(file) === 0) {
    // Killed while it made its first page, or made none yet; but what was a database once is never empty.
    const neverWritten = sizeOf(`${file}-wal`) === 0 && !(existsSync(file) && keyWasRight(file, key) !== null);
    return neverWritten ? null : failure("databaseCorrupt", "the database file is empty or gone");
  }
  // Even a reader makes these two where there are none, and leaves them.
  const madeByReading = [`${file}-wal`, `${file}-shm`].filter((path) => !existsSync(path));
  // A rollback journal is left when the very first moments were interrupted: only a writer can play it back.
  const readonly = !existsSync(`${file}-journal`);
  let connection: SqliteConnection | null = null;
  try {
    connection = open(file, key, { readonly });
    return examineContent(connection, newestVersion);
  } catch (thrown) {
    if (sqliteCodeOf(thrown) === "SQLITE_NOTADB" && keyWasRight(file, key) !== true)
      return failure("databaseKeyWrong", "the key does not open the database");
    return failureOf(thrown);
  } finally {
    connection?.close();
    for (const path of madeByReading) rmSync(path, { force: true });
  }
};
