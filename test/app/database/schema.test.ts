import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { SqliteConnection } from "../../../app/database/driver";
import { migrate } from "../../../app/database/migrate";
import { migrations } from "../../../app/database/migrations";
import { newConnection } from "./testDatabase";

const schemaOf = (connection: SqliteConnection): unknown[] =>
  (
    connection
      .prepare(
        "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type, name",
      )
      .all() as {
      type: string;
      name: string;
      sql: string;
    }[]
  ).map(({ type, name, sql }) => ({
    type,
    name,
    sql: sql
      .replace(/--.*$/gm, "")
      .replace(/\s+/g, " ")
      .replace(/ ?([(),]) ?/g, "$1"),
  }));

test("schema.sql says what the migrations make", async () => {
  const migrated = await newConnection();
  migrate(migrated, migrations);
  const written = await newConnection();
  written.exec(readFileSync(new URL("../../../app/database/schema.sql", import.meta.url), "utf8"));
  expect(schemaOf(migrated)).toEqual(schemaOf(written));
});

test("migrations are numbered without a gap", () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
});
