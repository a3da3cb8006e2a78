import { createRequire } from "node:module";
// @ts-expect-error -- the package's `exports` hide its types; what we use of it is stated below.
import untypedSqlite from "better-sqlite3-multiple-ciphers";

/** better-sqlite3's `Database`, as far as it is used. */
interface Connection {
  readonly inTransaction: boolean;
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  pragma(text: string, options?: { simple?: boolean }): unknown;
  key(key: Buffer): unknown;
  close(): unknown;
}

interface Statement {
  all(...parameters: readonly unknown[]): unknown[];
  get(...parameters: readonly unknown[]): unknown;
  run(...parameters: readonly unknown[]): { changes: number };
  pluck(): Statement;
}

const Sqlite = untypedSqlite as new (
  file: string,
  options: { readonly?: boolean; timeout?: number; nativeBinding?: unknown },
) => Connection;

/** Below it a WAL database can be corrupted (sqlite.org/wal.html, "The WAL-Reset Bug"). */
const leastVersion = [3, 51, 3] as const;
const keyBytes = 32;
const busyTimeoutMs = 2000;

/** Numbers of a version, the first that differ decide. */
const isBefore = (version: readonly number[], least: readonly number[]): boolean => {
  for (const [index, part] of least.entries()) {
    const own = version[index] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
};

const valueOf = (connection: Connection, sql: string): unknown => connection.prepare(sql).pluck().get();

/** Hands over the key as bytes, so that it stands in no statement, and wipes the copy made for it. */
const unlock = (connection: Connection, key: Uint8Array): void => {
  if (key.length !== keyBytes)
    throw new Error(`the database key has ${String(key.length)} bytes, not ${String(keyBytes)}`);
  // "raw:" bypasses the derivation from a passphrase: the key is random already, or was derived by the shell.
  const rawKey = Buffer.concat([Buffer.from("raw:"), key]);
  connection.key(rawKey);
  rawKey.fill(0);
  // Only a file with a cipher at work has a salt. Without the check a build without ciphers would write in the clear.
  if (typeof valueOf(connection, "SELECT sqlite3mc_codec_data('cipher_salt')") !== "string")
    throw new Error("the database is not encrypted");
};

const configure = (connection: Connection, readonly: boolean): void => {
  connection.pragma("foreign_keys = ON");
  // Temporary tables would lie on the disk in the clear.
  connection.pragma("temp_store = MEMORY");
  if (readonly) return;
  if (connection.pragma("journal_mode = WAL", { simple: true }) !== "wal") throw new Error("the database refuses WAL");
  // Acknowledged means on the disk, also when the power fails.
  connection.pragma("synchronous = FULL");
  // INSERT OR REPLACE fires delete triggers only then: the audit rests on it.
  connection.pragma("recursive_triggers = ON");
};

/**
 * Makes the opener `app/database` asks for (its `OpenSqlite`): encrypted (ChaCha20-Poly1305, every page authenticated),
 * WAL, `synchronous=FULL`, foreign keys. What it opens throws errors with SQLite's `code`; it throws too when SQLite is
 * older than 3.51.3 or no cipher is at work. No error holds the key.
 *
 * `addonPath` is the compiled addon. With null the package's own prebuilt is taken, which needs Node-API 10 and a
 * package that is not bundled.
 */
export const createOpenSqlite = (addonPath: string | null) => {
  const requireAddon = createRequire(import.meta.url);
  return (file: string, key: Uint8Array, options: { readonly?: boolean } = {}): Connection => {
    const readonly = options.readonly ?? false;
    const connection = new Sqlite(file, {
      readonly,
      timeout: busyTimeoutMs,
      // In a bundle the package's own `require` may not reach the file; it takes a loaded addon as well as a path.
      ...(addonPath === null ? {} : { nativeBinding: requireAddon(addonPath) as unknown }),
    });
    try {
      // Even asking for the version reads the file: the key comes first.
      unlock(connection, key);
      const version = String(valueOf(connection, "SELECT sqlite_version()"));
      if (isBefore(version.split(".").map(Number), leastVersion))
        throw new Error(`SQLite ${version} is older than ${leastVersion.join(".")}`);
      configure(connection, readonly);
      return connection;
    } catch (thrown) {
      connection.close();
      throw thrown;
    }
  };
};
