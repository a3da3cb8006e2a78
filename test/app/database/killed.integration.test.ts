import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { query } from "../../../app/database";
import { openOrFail, testKey, testSettings } from "./testDatabase";

const writer = fileURLToPath(new URL("writerProcess.ts", import.meta.url));
const recorded = query<[], { id: string }>("test.recorded", "SELECT operator_id AS id FROM audit ORDER BY audit.id");
const added = query<[], { id: string }>(
  "test.added",
  "SELECT id FROM operator WHERE name = 'writer' ORDER BY CAST(substr(id, 8) AS INTEGER)",
);

/** Runs the writer and kills it as soon as it has acknowledged `writes` more; answers the last it acknowledged. */
const writeUntilKilled = async (file: string, backupFolder: string, writes: number): Promise<number> => {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", writer, file, backupFolder, Buffer.from(testKey).toString("base64")],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "close");
  let acknowledged = 0;
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged = Number(line);
    lines += 1;
    if (lines === writes) child.kill("SIGKILL");
  }
  const [, signal] = (await ended) as [number | null, string | null];
  expect(signal).toBe("SIGKILL");
  return acknowledged;
};

test("killed while it writes, six times on one file: every acknowledged write is there, whole, and all is sound", async () => {
  const settings = await testSettings();
  for (const writes of [1, 7, 40, 83, 160, 321]) {
    const acknowledged = await writeUntilKilled(settings.file, settings.backupFolder, writes);
    // Opening checks integrity and references.
    const database = await openOrFail(settings);
    const ids = database.read((db) => db.all(recorded)).map(({ id }) => id);
    // One more may have been committed before the kill than was told.
    expect(ids.length).toBeGreaterThanOrEqual(acknowledged);
    expect(ids).toEqual(ids.map((_, index) => `writer-${String(index + 1)}`));
    expect(database.read((db) => db.all(added)).map(({ id }) => id)).toEqual(ids);
    database.close();
  }
});
