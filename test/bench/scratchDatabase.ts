import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../../app/base/clock";
import { silentLog } from "../../app/base/log";
import { openDatabase, type WritableDb } from "../../app/database";
import { readProvided } from "../../native/runtime/provided.mjs";
import { createStartCopy } from "../../native/sqlite/copy";
import { createOpenSqlite } from "../../native/sqlite/open";
import { copyThreadFile } from "../app/database/sqliteAddon";

/** Makes the database of a demonstration's data folder, key and all, and fills it before the program has started. */
export const fillDatabase = async (dataFolder: string, fill: (db: WritableDb) => void): Promise<void> => {
  const key = randomBytes(32);
  const keyFile = { kind: "throwAway", keyBase64: key.toString("base64") };
  writeFileSync(join(dataFolder, "database-key.json"), JSON.stringify(keyFile));
  const opened = await openDatabase({
    open: createOpenSqlite(readProvided().sqliteAddon.forNode),
    startCopy: createStartCopy(copyThreadFile, readProvided().sqliteAddon.forNode),
    file: join(dataFolder, "zhishou.db"),
    key,
    backupFolder: join(dataFolder, "backups"),
    clock: systemClock,
    log: silentLog,
  });
  if (!opened.ok) throw new Error(opened.error.detail);
  opened.value.write(fill);
  opened.value.close();
};
