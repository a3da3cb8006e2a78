import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { testOpenSqlite as open } from "../../app/database/testDatabase";

const key = new Uint8Array(32).map((_, index) => 0x41 + index);

const newFile = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "zhishou-sqlite-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "some.db");
};

const thrownBy = (work: () => unknown): Error & { code?: string } => {
  try {
    work();
  } catch (thrown) {
    return thrown as Error;
  }
  throw new Error("nothing was thrown");
};

test("writes nothing in the clear, neither to the file nor to its log", async () => {
  const file = await newFile();
  const connection = open(file, key);
  connection.exec("CREATE TABLE secret_table (password TEXT)");
  connection.prepare("INSERT INTO secret_table VALUES (?)").run("geheim-geheim");
  const log = await readFile(`${file}-wal`);
  connection.close();
  const content = await readFile(file);
  for (const bytes of [content, log]) {
    expect(bytes.length).toBeGreaterThan(4096);
    for (const text of ["SQLite format 3", "secret_table", "geheim-geheim"]) expect(bytes.includes(text)).toBe(false);
  }
});

test("reads again with its key and with no other", async () => {
  const file = await newFile();
  const first = open(file, key);
  first.exec("CREATE TABLE kept (value TEXT); INSERT INTO kept VALUES ('here')");
  first.close();
  const again = open(file, key, { readonly: true });
  expect(again.prepare("SELECT value FROM kept").get()).toEqual({ value: "here" });
  again.close();
  expect(thrownBy(() => open(file, new Uint8Array(32))).code).toBe("SQLITE_NOTADB");
});

test("commits to the disk, checks references, and answers with a SQLite that does not corrupt its log", async () => {
  const connection = open(await newFile(), key);
  const pragma = (name: string): unknown => connection.pragma(name, { simple: true });
  expect(pragma("journal_mode")).toBe("wal");
  expect(pragma("synchronous")).toBe(2);
  expect(pragma("foreign_keys")).toBe(1);
  expect(pragma("recursive_triggers")).toBe(1);
  expect(pragma("temp_store")).toBe(2);
  expect(pragma("busy_timeout")).toBeGreaterThan(0);
  connection.close();
});

test("a reader cannot write", async () => {
  const file = await newFile();
  open(file, key).close();
  const reader = open(file, key, { readonly: true });
  expect(thrownBy(() => reader.exec("CREATE TABLE more (id)")).code).toBe("SQLITE_READONLY");
  reader.close();
});

test("a file in the clear is no database of ours", async () => {
  const file = await newFile();
  await writeFile(file, Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(8176)]));
  expect(thrownBy(() => open(file, key)).code).toBe("SQLITE_NOTADB");
});

test("a key of another length is refused, and no error shows a key", async () => {
  const file = await newFile();
  const shortKey = new Uint8Array(Buffer.from("short-key-short-key"));
  const short = thrownBy(() => open(file, shortKey));
  expect(short.message).toContain("19 bytes");
  open(file, key).close();
  const wrongKey = new Uint8Array(Buffer.from("wrong-key-wrong-key-wrong-key-32"));
  const wrong = thrownBy(() => open(file, wrongKey));
  for (const [error, used] of [
    [short, shortKey],
    [wrong, wrongKey],
  ] as const) {
    const told = `${error.message} ${error.stack ?? ""} ${JSON.stringify(error)}`;
    expect(told).not.toContain(Buffer.from(used).toString());
    expect(told).not.toContain(Buffer.from(used).toString("hex"));
  }
});
