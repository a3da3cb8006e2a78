/**
 * The SQLite driver as `app/database` needs it, by shape: `native/sqlite` provides it (better-sqlite3 with encryption),
 * the station's entry hands it over, so that `app` never imports a native addon. Everything in it is synchronous.
 */
export interface SqliteConnection {
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  pragma(text: string, options?: { simple?: boolean }): unknown;
  close(): unknown;
}

export interface SqliteStatement {
  all(...parameters: readonly unknown[]): unknown[];
  get(...parameters: readonly unknown[]): unknown;
  run(...parameters: readonly unknown[]): { changes: number };
}

/** Opens (or creates) an encrypted file with a key of 32 bytes. Throws an error with SQLite's `code` when it cannot. */
export type OpenSqlite = (file: string, key: Uint8Array, options?: { readonly?: boolean }) => SqliteConnection;
