import { expect, test } from "vitest";
import { migrate } from "../../../../app/database/migrate";
import { migrations } from "../../../../app/database/migrations";
import { cameraNumbers } from "../../../../app/database/migrations/0008-camera-numbers";
import { newConnection } from "../testDatabase";

const before = migrations.filter(({ version }) => version < cameraNumbers.version);
const device = `INSERT INTO device (id, name, host, port, service_url, user_name, password, manufacturer, model,
  firmware_version, serial_number, added_at_utc_ms) VALUES `;
const camera = "INSERT INTO camera (id, device_id, channel, name, source_token) VALUES ";

/** A recorder `late` of two channels, added after the camera `early`. */
const migrated = async () => {
  const connection = await newConnection();
  migrate(connection, before);
  connection.exec(`${device} ('late', 'L', 'h', 80, 'u', '', '', '', '', '', '', 20),
                             ('early', 'E', 'h', 80, 'v', '', '', '', '', '', '', 10);
    ${camera} ('late 2', 'late', 2, 'L', 't'), ('late 1', 'late', 1, 'L', 's'), ('early', 'early', 1, 'E', 't')`);
  migrate(connection, [...before, cameraNumbers]);
  const numbers = () =>
    Object.fromEntries(
      (connection.prepare("SELECT id, number FROM camera").all() as { id: string; number: number }[]).map(
        ({ id, number }) => [id, number],
      ),
    );
  return { connection, numbers };
};

test("numbers what is recorded in the order of adding, channel by channel", async () => {
  const { numbers } = await migrated();
  expect(numbers()).toEqual({ early: 1, "late 1": 2, "late 2": 3 });
});

test("a new camera takes the next number, and no number that is gone from the middle", async () => {
  const { connection, numbers } = await migrated();
  connection.exec(`DELETE FROM camera WHERE id = 'late 1'; ${camera} ('new', 'early', 2, 'N', 'n')`);
  expect(numbers()).toEqual({ early: 1, "late 2": 3, new: 4 });
});

test("where the last number there is was given out, a new camera still finds one", async () => {
  const { connection, numbers } = await migrated();
  connection.exec(`UPDATE camera SET number = 999999 WHERE id = 'early';
    ${camera} ('new', 'early', 2, 'N', 'n'), ('newer', 'early', 3, 'N', 'm')`);
  expect(numbers()).toEqual({ early: 999999, "late 1": 2, "late 2": 3, new: 1, newer: 999998 });
});

test.each([
  ["one number for two cameras", "UPDATE camera SET number = 1", /UNIQUE/],
  ["no number at all", "UPDATE camera SET number = 0 WHERE id = 'early'", /CHECK/],
  ["a number longer than is typed", "UPDATE camera SET number = 1000000 WHERE id = 'early'", /CHECK/],
])("refuses %s", async (_, sql, reason) => {
  const { connection } = await migrated();
  expect(() => connection.exec(sql)).toThrow(reason);
});

test("the holder of a number and the last number are found by an index", async () => {
  const { connection } = await migrated();
  for (const sql of ["SELECT id FROM camera WHERE number = 37", "SELECT max(number) FROM camera"]) {
    const plan = connection.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    expect(plan.map(({ detail }) => detail).join("; ")).toMatch(/^SEARCH/);
  }
});
