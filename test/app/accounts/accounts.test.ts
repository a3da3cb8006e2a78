import { expect, test } from "vitest";
import { createAudit, currentOperator, type AuditRow } from "../../../app/accounts";
import { systemClock } from "../../../app/base/clock";
import { query, type Database } from "../../../app/database";
import { openTestDatabase } from "../database/testDatabase";

const clock = { ...systemClock, nowUtcMs: () => 1_768_465_800_000 };
const rows = query<[], Record<string, unknown>>("test.audit", "SELECT * FROM audit ORDER BY id");
const removeOperator = query<[]>("test.removeOperator", "DELETE FROM operator");
const strangeRoles = query<[]>("test.strangeRoles", `UPDATE operator SET roles = '["officer","emperor",7]'`);

const record = (database: Database, row: Partial<AuditRow>): unknown => {
  const audit = createAudit({ clock });
  database.write((db) => {
    audit.record(db, {
      operatorId: "operator-1",
      windowName: "wall-1",
      request: "devices.add",
      outcome: "done",
      details: {},
      ...row,
    });
  });
  return JSON.parse(String(database.read((db) => db.all(rows)).at(-1)?.["details"]));
};

test("a new workstation has one operator who may do everything", async () => {
  const database = await openTestDatabase();
  expect(currentOperator(database)).toEqual({
    id: "operator-1",
    name: "值班员",
    roles: ["officer", "dispatcher", "administrator", "auditor"],
  });
});

test("roles this program does not know are not held, and without the record nobody is signed in", async () => {
  const database = await openTestDatabase();
  database.write((db) => db.run(strangeRoles));
  expect(currentOperator(database)?.roles).toEqual(["officer"]);
  database.write((db) => db.run(removeOperator));
  expect(currentOperator(database)).toBeNull();
});

test("the audit says who, where, what, when and with which outcome", async () => {
  const database = await openTestDatabase();
  record(database, { outcome: "forbidden", details: { deviceId: "device-1" } });
  record(database, { operatorId: null, windowName: "none", request: "shell.ready", details: undefined });
  expect(database.read((db) => db.all(rows))).toEqual([
    {
      id: 1,
      at_utc_ms: 1_768_465_800_000,
      operator_id: "operator-1",
      window_name: "wall-1",
      request: "devices.add",
      outcome: "forbidden",
      details: '{"deviceId":"device-1"}',
    },
    {
      id: 2,
      at_utc_ms: 1_768_465_800_000,
      operator_id: null,
      window_name: "none",
      request: "shell.ready",
      outcome: "done",
      details: "null",
    },
  ]);
});

test("a row of a transaction that fails is not kept", async () => {
  const database = await openTestDatabase();
  expect(() =>
    database.write((db) => {
      createAudit({ clock }).record(db, {
        operatorId: "operator-1",
        windowName: "wall-1",
        request: "devices.add",
        outcome: "done",
        details: {},
      });
      throw new Error("the record was refused");
    }),
  ).toThrow("refused");
  expect(database.read((db) => db.all(rows))).toEqual([]);
});

test("nothing named like a secret is kept, at any depth, and no login in a URL", async () => {
  const database = await openTestDatabase();
  const details = record(database, {
    details: {
      address: "http://admin:hunter2@192.0.2.1/onvif",
      userName: "admin",
      password: "hunter2",
      Passphrase: "hunter2",
      newPassword: "hunter2",
      clientSecret: "hunter2",
      nested: [
        { apiKey: "hunter2", access_token: "hunter2", credential: { name: "hunter2" }, kept: ["hello", 1, null] },
      ],
      enabled: true,
    },
  });
  expect(JSON.stringify(details)).not.toContain("hunter2");
  expect(details).toEqual({
    address: "http://192.0.2.1/onvif",
    userName: "admin",
    nested: [{ kept: ["hello", 1, null] }],
    enabled: true,
  });
});
