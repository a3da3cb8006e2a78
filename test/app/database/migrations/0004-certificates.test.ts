import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { newConnection } from "../testDatabase";

test("recorded devices have no certificate yet, and take none that is not whole", async () => {
  const connection = await newConnection();
  migrate(connection, migrations.slice(0, 3));
  connection.exec(`INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model,
    firmware_version, serial_number, added_at_utc_ms) VALUES ('d', 'Gate', 'h', 80, 'u', '', '', '', '', '', '', 0)`);
  migrate(connection, migrations.slice(0, 4));
  expect(connection.prepare("SELECT certificate_sha256 FROM device").all()).toEqual([{ certificate_sha256: null }]);
  expect(() => connection.exec("UPDATE device SET certificate_sha256 = 'ab'")).toThrow(/CHECK/);
  connection.exec(`UPDATE device SET certificate_sha256 = '${"a".repeat(64)}'`);
});
