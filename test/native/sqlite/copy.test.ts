import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createStartCopy } from "../../../native/sqlite/copy";
import { copyAndCheck } from "../../../native/sqlite/copyAndCheck";
import { createOpenSqlite } from "../../../native/sqlite/open";
import { findSqliteAddon } from "../../app/database/sqliteAddon";
import { testKey, testOpenSqlite, testSettings, testStartCopy } from "../../app/database/testDatabase";

/** A database that its writer holds open, and a place for a copy of it. */
const held = async () => {
  const { file, key } = await testSettings();
  const writer = testOpenSqlite(file, key);
  onTestFinished(() => {
    writer.close();
  });
  writer.exec("CREATE TABLE place (name TEXT) STRICT; INSERT INTO place VALUES ('kept');");
  return { writer, file, key, target: join(file, "../copy.db") };
};

const placesIn = (file: string): unknown[] => {
  const copy = testOpenSqlite(file, testKey, { readonly: true });
  try {
    return copy.prepare("SELECT name FROM place").all();
  } finally {
    copy.close();
  }
};

test("the copy waits for no writer and holds what was committed when it began", async () => {
  const { writer, ...copying } = await held();
  writer.exec("BEGIN IMMEDIATE; INSERT INTO place VALUES ('under way');");
  expect(await testStartCopy(copying).done).toBeNull();
  writer.exec("COMMIT");
  expect(placesIn(copying.target)).toEqual([{ name: "kept" }]);
  expect(copying.key).toEqual(testKey);
});

test("a damaged copy is told", async () => {
  const { writer: _writer, ...copying } = await held();
  const open = createOpenSqlite(findSqliteAddon());
  const spoiling: typeof open = (file, key, options) => {
    if (file === copying.target) {
      const image = readFileSync(file);
      image[image.length - 100] = (image[image.length - 100] ?? 0) ^ 0xff;
      writeFileSync(file, image);
    }
    return open(file, key, options);
  };
  expect(copyAndCheck(spoiling, copying)).toEqual(expect.any(String));
});

test("SQLite's refusals keep their code, and no error holds the key", async () => {
  const { writer: _writer, ...copying } = await held();
  const wrongKey = new Uint8Array(32).fill(0x4b);
  await expect(testStartCopy({ ...copying, key: wrongKey }).done).rejects.toMatchObject({
    code: "SQLITE_NOTADB",
    message: expect.not.stringContaining("KKKK") as string,
  });
  expect(existsSync(copying.target)).toBe(false);
});

test("a thread that cannot start, and one that is stopped, are no copy", async () => {
  const { writer: _writer, ...copying } = await held();
  const lost = createStartCopy(join(copying.file, "../gone.cjs"), null);
  await expect(lost(copying).done).rejects.toThrow("gone.cjs");
  const stopped = testStartCopy(copying);
  stopped.stop();
  await expect(stopped.done).rejects.toThrow("without an answer");
});
