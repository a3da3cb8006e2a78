import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { newConnection } from "../testDatabase";

const before = migrations.filter(({ version }) => version < 10);
const upTo = migrations.filter(({ version }) => version <= 10);

test("walls of before keep their layout and name no view; a view is named wholly or not at all", async () => {
  const connection = await newConnection();
  migrate(connection, before);
  connection.exec("INSERT INTO wall VALUES ('wall-1', '{}', 7)");
  migrate(connection, upTo);
  expect(connection.prepare("SELECT * FROM wall").all()).toEqual([
    { name: "wall-1", layout: "{}", saved_at_utc_ms: 7, view_id: null, view_version: null, view_changed: null },
  ]);
  const name = (viewId: string, version: string, changed: string): void => {
    connection.exec(`INSERT OR REPLACE INTO wall VALUES ('wall-1', '{}', 7, ${viewId}, ${version}, ${changed})`);
  };
  name("'v'", "1", "0");
  name("NULL", "NULL", "NULL");
  for (const [viewId, version, changed] of [
    ["'v'", "NULL", "0"],
    ["'v'", "1", "NULL"],
    ["NULL", "1", "NULL"],
    ["NULL", "NULL", "1"],
    ["'v'", "0", "0"],
    ["'v'", "1", "2"],
  ] as const) {
    expect(() => {
      name(viewId, version, changed);
    }).toThrow(/CHECK/);
  }
});

test("a wall and its view are found by their keys", async () => {
  const connection = await newConnection();
  migrate(connection, upTo);
  const plan = connection
    .prepare("EXPLAIN QUERY PLAN SELECT view.id FROM wall LEFT JOIN view ON view.id = wall.view_id WHERE wall.name = ?")
    .all("") as { detail: string }[];
  for (const { detail } of plan) expect(detail).toContain("SEARCH");
});
