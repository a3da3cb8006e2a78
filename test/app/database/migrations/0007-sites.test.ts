import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { sites } from "../../../../app/database/migrations/0007-sites";
import { newConnection } from "../testDatabase";

const before = migrations.filter(({ version }) => version < sites.version);
const device = `INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model,
  firmware_version, serial_number, added_at_utc_ms) VALUES `;
const code = "37032200001320000001";

const migrated = async () => {
  const connection = await newConnection();
  migrate(connection, before);
  connection.exec(`${device} ('d', 'Gate', 'h', 80, 'u', '', '', '', '', '', '', 0), ('e', 'Hall', 'h', 80, 'v', '', '', '', '', '', '', 0);
    INSERT INTO camera (id, device_id, channel, name, source_token) VALUES ('c', 'd', 1, 'Gate', 't')`);
  migrate(connection, [...before, sites]);
  connection.exec(`INSERT INTO site VALUES ('s', '东关社区', 'tianzhen', 'oldResidential', NULL, 0)`);
  return connection;
};

test("what is recorded stays, in no site and without a code", async () => {
  const connection = await migrated();
  expect(connection.prepare("SELECT id, site_id, code FROM device").all()).toEqual([
    { id: "d", site_id: null, code: null },
    { id: "e", site_id: null, code: null },
  ]);
  expect(connection.prepare("SELECT id, code FROM camera").all()).toEqual([{ id: "c", code: null }]);
});

test("a site that goes leaves its devices, in none", async () => {
  const connection = await migrated();
  connection.exec("UPDATE device SET site_id = 's' WHERE id = 'd'; DELETE FROM site");
  expect(connection.prepare("SELECT site_id FROM device WHERE id = 'd'").all()).toEqual([{ site_id: null }]);
});

test.each([
  ["a device in no site there is", "UPDATE device SET site_id = 'nowhere'", /FOREIGN KEY/],
  ["a category there is not", "UPDATE site SET category = 'castle'", /CHECK/],
  ["a code that is not whole", "UPDATE device SET code = '3703'", /CHECK/],
  ["one code for two devices", `UPDATE device SET code = '${code}'`, /UNIQUE/],
  [
    "two sites of one name in a town",
    "INSERT INTO site VALUES ('x', '东关社区', 'tianzhen', 'village', NULL, 0)",
    /UNIQUE/,
  ],
])("refuses %s", async (_, sql, reason) => {
  const connection = await migrated();
  expect(() => connection.exec(sql)).toThrow(reason);
});

test("the devices of a site and the holder of a code are found by an index", async () => {
  const connection = await migrated();
  for (const sql of [
    "SELECT count(*) FROM device WHERE site_id = 's'",
    `SELECT id FROM device WHERE code = '${code}'`,
    `SELECT id FROM camera WHERE code = '${code}'`,
    "SELECT id FROM site WHERE town = 'tianzhen' AND name = 'x'",
  ]) {
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).join("; ")).toMatch(/^SEARCH/);
  }
});
