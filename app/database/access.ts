import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { DatabaseError, failureOf, sqliteCodeOf } from "./databaseError";
import type { SqliteConnection, SqliteStatement } from "./driver";
import { query, type Query, type ReadableDb, type WritableDb } from "./query";

/** A statement that takes longer is logged by its name. */
const slowQueryMs = 50;

const begin = query<[]>("transaction.begin", "BEGIN IMMEDIATE");
const commit = query<[]>("transaction.commit", "COMMIT");
const rollback = query<[]>("transaction.rollback", "ROLLBACK");

export interface Access {
  read<T>(work: (db: ReadableDb) => T): T;
  write<T>(work: (db: WritableDb) => T): T;
}

/** Reads and write transactions on one connection: statements prepared once, slow ones logged, errors typed. */
export const createAccess = (parts: {
  readonly connection: SqliteConnection;
  readonly clock: Clock;
  readonly log: Log;
}): Access => {
  const { connection, clock, log } = parts;
  const statements = new WeakMap<object, SqliteStatement>();
  let writing = false;

  const execute = <T>(asked: Query<never, unknown>, run: (statement: SqliteStatement) => T): T => {
    const startedMs = clock.monotonicMs();
    try {
      let statement = statements.get(asked);
      if (statement === undefined) {
        statement = connection.prepare(asked.sql);
        statements.set(asked, statement);
      }
      return run(statement);
    } catch (thrown) {
      throw sqliteCodeOf(thrown) === null ? thrown : new DatabaseError(failureOf(thrown), thrown);
    } finally {
      const tookMs = clock.monotonicMs() - startedMs;
      if (tookMs > slowQueryMs) log.warn({ query: asked.name, tookMs: Math.round(tookMs) }, "slow query");
    }
  };

  const readable: ReadableDb = {
    all: <Parameters extends readonly unknown[], Row>(asked: Query<Parameters, Row>, ...parameters: Parameters) =>
      execute(asked, (statement) => statement.all(...parameters)) as Row[],
    get: <Parameters extends readonly unknown[], Row>(asked: Query<Parameters, Row>, ...parameters: Parameters) =>
      execute(asked, (statement) => statement.get(...parameters)) as Row | undefined,
  };
  const run = (asked: Query<never, never>, ...parameters: readonly unknown[]): { readonly changes: number } => ({
    changes: execute(asked, (statement) => statement.run(...parameters)).changes,
  });
  const writable: WritableDb = {
    ...readable,
    run: (asked, ...parameters) => {
      // A handle kept past its transaction would write outside any.
      if (!writing) throw new Error(`${asked.name} ran outside a write transaction`);
      return run(asked, ...parameters);
    },
  };

  return {
    read: (work) => work(readable),
    write: (work) => {
      if (writing) throw new Error("a write transaction cannot hold another");
      run(begin);
      writing = true;
      try {
        const value = work(writable);
        // The commit would come before the work.
        if (value instanceof Promise) throw new Error("the work of a write transaction must be synchronous");
        run(commit);
        return value;
      } catch (thrown) {
        // SQLite has rolled back by itself when the disk was full.
        if (connection.inTransaction) run(rollback);
        throw thrown;
      } finally {
        writing = false;
      }
    },
  };
};
