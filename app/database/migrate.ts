import type { SqliteConnection } from "./driver";
import { schemaVersionOf } from "./examine";
import type { Migration } from "./migrations";

/** Brings a database to the newest schema: each migration is one transaction together with its version number. */
export const migrate = (connection: SqliteConnection, migrations: readonly Migration[]): void => {
  for (const migration of migrations) {
    if (migration.version <= schemaVersionOf(connection)) continue;
    connection.exec("BEGIN IMMEDIATE");
    try {
      connection.exec(migration.sql);
      connection.pragma(`user_version = ${String(migration.version)}`);
      connection.exec("COMMIT");
    } catch (thrown) {
      if (connection.inTransaction) connection.exec("ROLLBACK");
      throw thrown;
    }
  }
};
