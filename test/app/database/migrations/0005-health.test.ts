import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { newConnection } from "../testDatabase";

test("outages are kept for a device, one open at a time, found by their device and gone with it", async () => {
  const connection = await newConnection();
  migrate(connection, migrations.slice(0, 4));
  connection.exec(`INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model,
    firmware_version, serial_number, added_at_utc_ms) VALUES ('d', 'Gate', 'h', 80, 'u', '', '', '', '', '', '', 0)`);
  migrate(connection, migrations.slice(0, 5));
  connection.exec("INSERT INTO outage (device_id, started_at_utc_ms, cause) VALUES ('d', 10, 'timedOut')");
  const second = "INSERT INTO outage (device_id, started_at_utc_ms, cause) VALUES ('d', 20, 'timedOut')";
  expect(() => connection.exec(second)).toThrow(/UNIQUE/);
  expect(() => connection.exec("UPDATE outage SET ended_at_utc_ms = 9")).toThrow(/CHECK/);
  connection.exec("UPDATE outage SET ended_at_utc_ms = 15");
  connection.exec(second);
  const plan = connection
    .prepare("EXPLAIN QUERY PLAN SELECT * FROM outage WHERE device_id = 'd' ORDER BY started_at_utc_ms DESC")
    .all() as { detail: string }[];
  expect(plan.map(({ detail }) => detail)).toEqual(["SEARCH outage USING INDEX outage_by_device (device_id=?)"]);
  connection.exec("INSERT INTO device_health (device_id) VALUES ('d')");
  connection.exec("DELETE FROM device");
  expect(connection.prepare("SELECT * FROM outage").all()).toEqual([]);
  expect(connection.prepare("SELECT * FROM device_health").all()).toEqual([]);
});
