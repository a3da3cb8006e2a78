import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { newConnection } from "../testDatabase";

test("recorded devices go on being asked for plain streams", async () => {
  const connection = await newConnection();
  migrate(connection, migrations.slice(0, 8));
  connection.exec(`INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model,
    firmware_version, serial_number, added_at_utc_ms) VALUES ('d', 'Gate', 'h', 80, 'u', '', '', '', '', '', '', 0)`);
  migrate(connection, migrations.slice(0, 9));
  expect(connection.prepare("SELECT secure_streams FROM device").all()).toEqual([{ secure_streams: 0 }]);
  expect(() => connection.exec("UPDATE device SET secure_streams = 2")).toThrow(/CHECK/);
});
