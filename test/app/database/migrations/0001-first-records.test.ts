import { expect, test } from "vitest";
import type { SqliteConnection } from "../../../../app/database/driver";
import { migrate } from "../../../../app/database/migrate";
import { firstRecords } from "../../../../app/database/migrations/0001-first-records";
import { newConnection } from "../testDatabase";

const migrated = async (): Promise<SqliteConnection> => {
  const connection = await newConnection();
  migrate(connection, [firstRecords]);
  return connection;
};

const insertDevice = (connection: SqliteConnection, id: string): unknown =>
  connection
    .prepare("INSERT INTO device VALUES (?, 'Gate', '192.0.2.1', 80, ?, 'admin', 'pw', '', '', '', '', NULL, 0)")
    .run(id, `http://192.0.2.1/${id}`);

const planOf = (connection: SqliteConnection, sql: string): string =>
  (connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
    .map(({ detail }) => detail)
    .join("; ");

test("makes version 1 with the one operator who holds every role", async () => {
  const connection = await migrated();
  expect(connection.pragma("user_version", { simple: true })).toBe(1);
  expect(connection.prepare("SELECT * FROM operator").all()).toEqual([
    { id: "operator-1", name: "值班员", roles: '["officer","dispatcher","administrator","auditor"]' },
  ]);
});

test("a device takes its cameras and their streams with it", async () => {
  const connection = await migrated();
  insertDevice(connection, "device-1");
  insertDevice(connection, "device-2");
  for (const device of ["device-1", "device-2"]) {
    connection.prepare("INSERT INTO camera VALUES (?, ?, 1, 'Gate', 'token')").run(`${device}/1`, device);
    connection
      .prepare("INSERT INTO camera_stream VALUES (?, 'sub', 'p', 'H264', 640, 360, 15, 'rtsp://192.0.2.1/', NULL)")
      .run(`${device}/1`);
  }
  connection.prepare("DELETE FROM device WHERE id = 'device-1'").run();
  expect(connection.prepare("SELECT id FROM camera").all()).toEqual([{ id: "device-2/1" }]);
  expect(connection.prepare("SELECT camera_id FROM camera_stream").all()).toEqual([{ camera_id: "device-2/1" }]);
});

test.each([
  ["a camera of no device", "INSERT INTO camera VALUES ('c', 'nobody', 1, 'Gate', '')", "FOREIGN KEY"],
  ["a device without a name", "UPDATE device SET name = ''", "CHECK"],
  ["a port that is none", "UPDATE device SET port = 0", "CHECK"],
  ["a wall of 5 tiles", "INSERT INTO wall VALUES ('w', 5, '[null,null,null,null,null]', 0)", "CHECK"],
  ["a wall with a tile too few", "INSERT INTO wall VALUES ('w', 4, '[null,null,null]', 0)", "CHECK"],
  ["tiles that are no JSON", "INSERT INTO wall VALUES ('w', 1, '[', 0)", "CHECK|malformed"],
  ["a text where a number belongs", "INSERT INTO wall VALUES ('w', 1, '[null]', 'soon')", "cannot store TEXT"],
])("refuses %s", async (_, sql, reason) => {
  const connection = await migrated();
  insertDevice(connection, "device-1");
  expect(() => connection.exec(sql)).toThrow(new RegExp(reason));
});

test.each([
  ["changed", "UPDATE audit SET outcome = 'nothing happened'"],
  ["deleted", "DELETE FROM audit"],
  ["replaced", "INSERT OR REPLACE INTO audit VALUES (1, 0, NULL, 'wall-1', 'devices.list', 'nothing happened', '{}')"],
])("an audit row is never %s", async (_, sql) => {
  const connection = await migrated();
  connection.exec("INSERT INTO audit VALUES (1, 0, 'operator-1', 'wall-1', 'devices.remove', 'done', '{}')");
  expect(() => connection.exec(sql)).toThrow("audit is append-only");
  expect(connection.prepare("SELECT outcome FROM audit").all()).toEqual([{ outcome: "done" }]);
});

test("what is asked often is found by an index", async () => {
  const connection = await migrated();
  const plans = [
    "SELECT * FROM camera WHERE device_id = 'd' ORDER BY channel",
    "SELECT * FROM camera_stream WHERE camera_id = 'c'",
    "SELECT * FROM device WHERE service_url = 'u'",
    "SELECT * FROM wall WHERE name = 'wall-1'",
    "SELECT * FROM audit WHERE at_utc_ms >= 0 ORDER BY at_utc_ms",
  ].map((sql) => planOf(connection, sql));
  for (const plan of plans) {
    expect(plan).toContain("SEARCH");
    expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
  }
});
