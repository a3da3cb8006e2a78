import { writeSync } from "node:fs";
import { systemClock } from "../../../app/base/clock";
import { silentLog } from "../../../app/base/log";
import { openDatabase, query } from "../../../app/database";
import { createStartCopy } from "../../../native/sqlite/copy";
import { createOpenSqlite } from "../../../native/sqlite/open";
import { copyThreadFile, findSqliteAddon } from "./sqliteAddon";

/**
 * Writes transactions of two records each until it is killed, and acknowledges each on standard output once it is
 * committed. Stops by itself after many. Arguments: database file, backup folder, key in base64 (a test's own).
 */
const [file = "", backupFolder = "", key = ""] = process.argv.slice(2);
const most = 100_000;

const add = query<[id: string]>("writer.add", "INSERT INTO operator VALUES (?, 'writer', '[]')");
const record = query<[operatorId: string]>(
  "writer.record",
  "INSERT INTO audit (at_utc_ms, operator_id, window_name, request, outcome, details) VALUES (0, ?, 'w', 'r', 'done', '{}')",
);
const last = query<[], { many: number }>("writer.count", "SELECT count(*) AS many FROM audit");

const opened = await openDatabase({
  open: createOpenSqlite(findSqliteAddon()),
  startCopy: createStartCopy(copyThreadFile, findSqliteAddon()),
  file,
  key: Buffer.from(key, "base64"),
  backupFolder,
  clock: systemClock,
  log: silentLog,
});
if (!opened.ok) throw new Error(opened.error.detail);
const database = opened.value;
const first = database.read((db) => db.get(last))?.many ?? 0;
for (let number = first + 1; number < first + most; number += 1) {
  const id = `writer-${String(number)}`;
  database.write((db) => {
    db.run(add, id);
    db.run(record, id);
  });
  writeSync(1, `${String(number)}\n`);
  // A backup in the middle of it now and then.
  if (number % 40 === 0) void database.backUp();
  if (number % 10 === 0) await new Promise((resolve) => setImmediate(resolve));
}
database.close();
