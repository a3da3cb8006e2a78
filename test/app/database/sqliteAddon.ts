import { fileURLToPath } from "node:url";
import { readProvided } from "../../../native/runtime/provided.mjs";

/** The addon for this Node: `ZHISHOU_SQLITE_ADDON`, else what the set-up provided. */
export const findSqliteAddon = (): string => {
  const byEnvironment = process.env["ZHISHOU_SQLITE_ADDON"];
  return byEnvironment === undefined || byEnvironment === "" ? readProvided().sqliteAddon.forNode : byEnvironment;
};

/** The thread that copies, from its source. */
export const copyThreadFile = fileURLToPath(new URL("../../harness/copyThread.mjs", import.meta.url));
