import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { firstRecords } from "../../../../app/database/migrations/0001-first-records";
import { plainStreams } from "../../../../app/database/migrations/0002-plain-streams";
import { newConnection } from "../testDatabase";

test("what is recorded stays, speaks ONVIF and finds its transport by itself", async () => {
  const connection = await newConnection();
  migrate(connection, [firstRecords]);
  connection.exec(`INSERT INTO device VALUES ('d', 'Gate', '192.0.2.1', 80, 'u', 'admin', 'pw', '', '', '', '', NULL, 0);
    INSERT INTO camera VALUES ('c', 'd', 1, 'Gate', 'token')`);
  migrate(connection, [firstRecords, plainStreams]);
  expect(connection.pragma("user_version", { simple: true })).toBe(2);
  expect(connection.prepare("SELECT id, password, kind, transport FROM device").all()).toEqual([
    { id: "d", password: "pw", kind: "onvif", transport: "auto" },
  ]);
  expect(connection.prepare("SELECT id FROM camera").all()).toEqual([{ id: "c" }]);
  expect(() => connection.exec("UPDATE device SET kind = 'other'")).toThrow(/CHECK/);
  expect(() => connection.exec("UPDATE device SET transport = 'carrier pigeon'")).toThrow(/CHECK/);
});
