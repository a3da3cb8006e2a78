/**
 * The SQLite driver as `app/database` needs it, by shape: `native/sqlite` provides it (better-sqlite3 with encryption),
 * the station's entry hands it over, so that `app` never imports a native addon. A connection is synchronous.
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

/** Starts a checked copy of an encrypted file in a new one under the same key, without holding up the caller. */
export type StartCopy = (copying: {
  readonly file: string;
  readonly key: Uint8Array;
  readonly target: string;
}) => RunningCopy;

export interface RunningCopy {
  /**
   * Settles when nothing more is written: what is wrong with the copy (null: nothing); rejects, with SQLite's `code` where
   * it has one, when there is none. A half-written one stays for the caller to remove.
   */
  readonly done: Promise<string | null>;
  /** Ends it as soon as may be; `done` rejects then. */
  stop(): void;
}
