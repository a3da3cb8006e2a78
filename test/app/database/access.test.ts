import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { DatabaseError, query, type OpenSqlite, type WritableDb } from "../../../app/database";
import { openOrFail, openTestDatabase, testOpenSqlite, testSettings } from "./testDatabase";

const insert = query<[id: string]>("test.insert", "INSERT INTO operator (id, name, roles) VALUES (?, 'x', '[]')");
const ids = query<[], { id: string }>("test.ids", "SELECT id FROM operator WHERE name = 'x' ORDER BY id");
const byId = query<[id: string], { id: string }>("test.byId", "SELECT id FROM operator WHERE id = ?");

const failureThrownBy = (work: () => unknown): unknown => {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof DatabaseError) return thrown.failure;
    throw thrown;
  }
  throw new Error("nothing was thrown");
};

test("a write is there afterwards, and answers what its work answers", async () => {
  const database = await openTestDatabase();
  const changes = database.write((db) => db.run(insert, "a").changes);
  expect(changes).toBe(1);
  expect(database.read((db) => db.all(ids))).toEqual([{ id: "a" }]);
  expect(database.read((db) => db.get(byId, "b"))).toBeUndefined();
});

test("a write whose work throws leaves nothing, and the next one works", async () => {
  const database = await openTestDatabase();
  expect(() =>
    database.write((db) => {
      db.run(insert, "a");
      throw new Error("changed my mind");
    }),
  ).toThrow("changed my mind");
  expect(database.read((db) => db.all(ids))).toEqual([]);
  database.write((db) => db.run(insert, "b"));
  expect(database.read((db) => db.all(ids))).toEqual([{ id: "b" }]);
});

test("a write inside a write throws, and takes the outer one with it", async () => {
  const database = await openTestDatabase();
  expect(() =>
    database.write((db) => {
      db.run(insert, "a");
      database.write((inner) => inner.run(insert, "b"));
    }),
  ).toThrow("cannot hold another");
  expect(database.read((db) => db.all(ids))).toEqual([]);
});

test("work that goes on after its transaction is refused and rolled back", async () => {
  const database = await openTestDatabase();
  expect(() =>
    database.write((db) => {
      db.run(insert, "a");
      return Promise.resolve();
    }),
  ).toThrow("synchronous");
  let kept: WritableDb | undefined;
  database.write((db) => {
    kept = db;
  });
  expect(() => kept?.run(insert, "b")).toThrow("outside a write transaction");
  expect(database.read((db) => db.all(ids))).toEqual([]);
});

test("a record that is there already is a failure of that kind", async () => {
  const database = await openTestDatabase();
  database.write((db) => db.run(insert, "a"));
  expect(failureThrownBy(() => database.write((db) => db.run(insert, "a")))).toMatchObject({ kind: "alreadyExists" });
});

test("a full disk is told as such, keeps what was there, and later writes succeed", async () => {
  const limited: OpenSqlite = (file, key, options) => {
    const connection = testOpenSqlite(file, key, options);
    // The file may not grow past its schema: SQLite answers as on a full disk.
    if (options?.readonly !== true) connection.pragma("max_page_count = 60");
    return connection;
  };
  const database = await openTestDatabase({ open: limited });
  const fill = query<[id: string, name: string]>("test.fill", "INSERT INTO operator VALUES (?, ?, '[]')");
  const count = query<[], { many: number }>(
    "test.count",
    "SELECT count(*) AS many FROM operator WHERE name <> '值班员'",
  );
  database.write((db) => db.run(fill, "before", "kept"));
  const failed = failureThrownBy(() =>
    database.write((db) => {
      for (let index = 0; index < 5000; index += 1) db.run(fill, `filler-${String(index)}`, "x".repeat(100));
    }),
  );
  expect(failed).toMatchObject({ kind: "diskFull" });
  expect(database.read((db) => db.get(count))).toEqual({ many: 1 });
  database.write((db) => db.run(fill, "after", "kept"));
  expect(database.read((db) => db.get(count))).toEqual({ many: 2 });
});

test("a page that went bad under the open database is told as damage, and other records still answer", async () => {
  const settings = await testSettings();
  const first = await openOrFail(settings);
  first.write((db) => {
    for (let index = 0; index < 500; index += 1) db.run(insert, `person-${String(index).padStart(50, "0")}`);
  });
  first.close();
  const database = await openOrFail(settings);
  const image = readFileSync(settings.file);
  writeFileSync(settings.file, image.fill(0, image.length - 8 * 4096));
  const count = query<[], { many: number }>("test.scan", "SELECT count(*) AS many FROM operator WHERE roles = '[]'");
  expect(failureThrownBy(() => database.read((db) => db.get(count)))).toMatchObject({ kind: "databaseCorrupt" });
  expect(failureThrownBy(() => database.write((db) => db.get(count)))).toMatchObject({ kind: "databaseCorrupt" });
  expect(database.read((db) => db.get(byId, "operator-1"))).toEqual({ id: "operator-1" });
});

test("a slow statement is logged by its name, without its values", async () => {
  const entries: unknown[] = [];
  const note = (fields: unknown, message: string): void => void entries.push({ fields, message });
  let nowMs = 0;
  const clock = { ...systemClock, monotonicMs: () => (nowMs += 60) };
  const database = await openTestDatabase({ clock, log: { info: note, warn: note, error: note } });
  database.read((db) => db.get(byId, "secret-id"));
  expect(entries).toContainEqual({ fields: { query: "test.byId", tookMs: 60 }, message: "slow query" });
  expect(JSON.stringify(entries)).not.toContain("secret-id");
});
