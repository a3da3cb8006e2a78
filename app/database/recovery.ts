import { copyFileSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { failure, type Failure } from "../domain/failure";
import { listBackups } from "./backupFolder";
import { damagedMark } from "./setAside";

/** What a person wants in the place of a database that was damaged and set aside. */
export type Recovery = "lastBackup" | "empty";

/** A damaged database was set aside and nothing stands in its place yet: beginning anew is not ours to decide. */
export const awaitsRecovery = (file: string): boolean =>
  !existsSync(file) && readdirSync(dirname(file)).some((name) => name.startsWith(`${basename(file)}${damagedMark}`));

/** Puts a copy of the newest backup in the database's place. Whole or not at all; null when it stands. */
export const restoreLastBackup = (file: string, backupFolder: string): Failure | null => {
  const [newest] = listBackups(backupFolder);
  if (newest === undefined) return failure("notFound", "there is no backup", "recovery");
  const draft = `${file}.restoring`;
  rmSync(draft, { force: true });
  copyFileSync(newest.file, draft);
  renameSync(draft, file);
  return null;
};
