import { existsSync, readdirSync, readFileSync } from "node:fs";
import { copyFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase, query, type DatabaseSettings } from "../../../app/database";
import { openOrFail, testSettings } from "./testDatabase";

const addOperator = query<[id: string, name: string]>("test.add", "INSERT INTO operator VALUES (?, ?, '[]')");
const operators = query<[], { many: number }>("test.count", "SELECT count(*) AS many FROM operator");
const operatorsMade = 300;

const made = async (): Promise<DatabaseSettings> => {
  const settings = await testSettings();
  const database = await openOrFail(settings);
  database.write((db) => {
    for (let index = 1; index < operatorsMade; index += 1)
      db.run(addOperator, `person-${String(index)}`, "x".repeat(90));
  });
  database.close();
  return settings;
};

type Damage = (image: Buffer) => Buffer;
const page = 4096;
const overwritten =
  (fromByte: number, lengthBytes: number, value: number): Damage =>
  (image) => {
    const damaged = Buffer.from(image);
    return damaged.fill(value, fromByte, Math.min(image.length, fromByte + lengthBytes));
  };
const flipped =
  (share: number): Damage =>
  (image) => {
    const damaged = Buffer.from(image);
    const at = Math.floor(share * (image.length - 1));
    damaged[at] = (damaged[at] ?? 0) ^ 0x01;
    return damaged;
  };
const cut =
  (lengthOf: (image: Buffer) => number): Damage =>
  (image) =>
    image.subarray(0, lengthOf(image));

const images: readonly (readonly [string, Damage])[] = [
  ["emptied", cut(() => 0)],
  ["cut inside its header", cut(() => 60)],
  ["cut after one page", cut(() => page)],
  ["cut inside the second page", cut(() => page + 900)],
  ["cut in half", cut((image) => Math.floor(image.length / 2 / page) * page)],
  ["cut by its last page", cut((image) => image.length - page)],
  ["cut by its last byte", cut((image) => image.length - 1)],
  ["zeroed in its salt", overwritten(0, 16, 0)],
  ["zeroed in its page size", overwritten(16, 8, 0)],
  ["zeroed in its first page", overwritten(0, page, 0)],
  ["filled with ones in its second page", overwritten(page, page, 0xff)],
  ["zeroed throughout", overwritten(0, 1 << 30, 0)],
  ["a text file", () => Buffer.from("# shopping list\n".repeat(700))],
  ["a database in the clear", (image) => Buffer.concat([Buffer.from("SQLite format 3\0"), image.subarray(16)])],
  [
    "pages in another order",
    (image) =>
      Buffer.concat([
        image.subarray(0, page),
        image.subarray(2 * page, 3 * page),
        image.subarray(page, 2 * page),
        image.subarray(3 * page),
      ]),
  ],
  [
    "one page written twice",
    (image) => Buffer.concat([image.subarray(0, 2 * page), image.subarray(page, 2 * page), image.subarray(3 * page)]),
  ],
  ["one bit flipped at the beginning", flipped(0)],
  ["one bit flipped in the first third", flipped(0.31)],
  ["one bit flipped in the middle", flipped(0.5)],
  ["one bit flipped at the end", flipped(1)],
];

test.each(images)("%s: detected, set aside as it is, and the last good backup named", async (_, damage) => {
  const settings = await made();
  const database = await openOrFail(settings);
  const backup = await database.backUp();
  database.close();
  if (!backup.ok) throw new Error(backup.error.detail);
  const image = damage(readFileSync(settings.file));
  await writeFile(settings.file, image);

  const refused = await openDatabase(settings);
  expect(refused).toMatchObject({ ok: false, error: { kind: "databaseCorrupt" } });
  const folder = dirname(settings.file);
  const aside = readdirSync(folder).find((name) => /^station\.db\.damaged-\d{8}T\d{6}Z$/.test(name)) ?? "none";
  expect(readFileSync(join(folder, aside)).equals(image)).toBe(true);
  expect(existsSync(settings.file)).toBe(false);
  const detail = refused.ok ? "" : (refused.error.detail ?? "");
  expect(detail).toContain(aside);
  expect(detail).toContain(backup.value.file);

  // What the failure names is good: copied into place, everything is back.
  await copyFile(backup.value.file, settings.file);
  const restored = await openOrFail(settings);
  expect(restored.read((db) => db.get(operators))).toEqual({ many: operatorsMade });
});

test("a second damage in the same second does not overwrite the first", async () => {
  const settings = await testSettings();
  const held = { ...settings, clock: { ...settings.clock, nowUtcMs: () => Date.UTC(2026, 0, 15, 8, 30) } };
  for (const value of [1, 2]) {
    const database = await openOrFail({ ...held, recovery: "empty" });
    database.close();
    await writeFile(held.file, Buffer.alloc(page, value));
    expect(await openDatabase(held)).toMatchObject({ ok: false, error: { kind: "databaseCorrupt" } });
  }
  const first = `${held.file}.damaged-20260115T083000Z`;
  expect(readFileSync(first)[0]).toBe(1);
  expect(readFileSync(`${first}-2`)[0]).toBe(2);
});

test("a log without its database is set aside too", async () => {
  const settings = await testSettings();
  const database = await openOrFail(settings);
  database.write((db) => db.run(addOperator, "late", "late"));
  const log = readFileSync(`${settings.file}-wal`);
  database.close();
  await rm(settings.file);
  await writeFile(`${settings.file}-wal`, log);
  expect(await openDatabase(settings)).toMatchObject({ ok: false, error: { kind: "databaseCorrupt" } });
  const aside = readdirSync(dirname(settings.file)).find((name) => name.endsWith("Z-wal")) ?? "none";
  expect(readFileSync(join(dirname(settings.file), aside)).equals(log)).toBe(true);
});

test.each([
  ["cut", (log: Buffer) => log.subarray(0, log.length - 2000)],
  ["overwritten at its end", (log: Buffer) => Buffer.concat([log.subarray(0, -3000), Buffer.alloc(3000, 9)])],
  ["nonsense", (log: Buffer) => Buffer.alloc(log.length, 0xa5)],
])("a log that is %s: what was whole before is there", async (_, damage) => {
  const settings = await made();
  const database = await openOrFail(settings);
  database.write((db) => db.run(addOperator, "last", "last"));
  const file = `${dirname(settings.file)}/killed.db`;
  await copyFile(settings.file, file);
  await writeFile(`${file}-wal`, damage(readFileSync(`${settings.file}-wal`)));
  database.close();
  const reopened = await openOrFail({ ...settings, file });
  // SQLite ends the log at the first frame that is not whole, as after a power failure.
  expect(reopened.read((db) => db.get(operators))).toEqual({ many: operatorsMade });
});

test("a damaged database is not replaced until a person chooses; the backup brings back what it held", async () => {
  const settings = await made();
  const before = await openOrFail(settings);
  const backedUp = await before.backUp();
  expect(backedUp.ok).toBe(true);
  before.close();
  await writeFile(settings.file, "no longer a database");
  for (const attempt of ["found", "asked again"])
    expect(await openDatabase(settings), attempt).toMatchObject({ ok: false, error: { kind: "databaseCorrupt" } });
  expect(existsSync(settings.file)).toBe(false);

  const restored = await openOrFail({ ...settings, recovery: "lastBackup" });
  expect(restored.read((db) => db.get(operators))?.many).toBe(operatorsMade);
  // Once it stands, the choice is of no further effect.
  restored.close();
  const again = await openOrFail({ ...settings, recovery: "empty" });
  expect(again.read((db) => db.get(operators))?.many).toBe(operatorsMade);
});

test("without a backup the choice of one is refused, and an empty database can be chosen", async () => {
  const settings = await made();
  await writeFile(settings.file, "no longer a database");
  await openDatabase(settings);
  expect(await openDatabase({ ...settings, recovery: "lastBackup" })).toMatchObject({ error: { kind: "notFound" } });
  const empty = await openOrFail({ ...settings, recovery: "empty" });
  expect(empty.read((db) => db.get(operators))?.many).toBe(1);
});
