/**
 * Entry of the thread that copies the database: one order (its `workerData`), one answer, and it ends. It is killed by its
 * owner; SQLite comes to the end of its statement first.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { CopyAnswer, CopyOrder } from "./copy";
import { copyAndCheck } from "./copyAndCheck";
import { createOpenSqlite } from "./open";

const carryOut = (order: CopyOrder): CopyAnswer => {
  try {
    return { damage: copyAndCheck(createOpenSqlite(order.addonPath), order) };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { message, ...(thrown instanceof Error && "code" in thrown ? { code: thrown.code } : {}) };
  } finally {
    order.key.fill(0);
  }
};

parentPort?.postMessage(carryOut(workerData as CopyOrder));
