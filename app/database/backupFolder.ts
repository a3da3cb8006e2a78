import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileTime, utcMsOfFileTime } from "./fileTime";

/** A backup that was opened and checked. It is a whole database under the same key: copied into place, it opens. */
export interface Backup {
  readonly file: string;
  readonly atUtcMs: number;
}

const prefix = "backup-";
const suffix = ".db";
/** Behind the name of one that is being written. */
const partialSuffix = ".partial";
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hoursKept = 24;
const daysKept = 7;

export const backupFileAt = (folder: string, atUtcMs: number): string =>
  join(folder, `${prefix}${fileTime(atUtcMs)}${suffix}`);

/** Where a backup is written until it is known to be good. */
export const partialFileOf = ({ file }: Backup): string => `${file}${partialSuffix}`;

const backupNamed = (folder: string, name: string): Backup | null => {
  if (!name.startsWith(prefix) || !name.endsWith(suffix)) return null;
  const atUtcMs = utcMsOfFileTime(name.slice(prefix.length, -suffix.length));
  return atUtcMs === null ? null : { file: join(folder, name), atUtcMs };
};

const namesIn = (folder: string): readonly string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Removes what an end in the middle of a backup leaves: the half of it, and SQLite's journal for that. */
export const removePartialFiles = (folder: string): void => {
  for (const name of namesIn(folder)) {
    const [whole = "", rest] = name.split(partialSuffix);
    if ((rest === "" || rest === "-journal") && backupNamed(folder, whole) !== null)
      rmSync(join(folder, name), { force: true });
  }
};

/** The backups of a folder, newest first. Only what bears the exact name of one counts. */
export const listBackups = (folder: string): readonly Backup[] =>
  namesIn(folder)
    .flatMap((name) => backupNamed(folder, name) ?? [])
    .sort((one, other) => other.atUtcMs - one.atUtcMs);

/** Of backups newest first: the last of each of the newest `count` spans that have one. */
const lastOfEach = (backups: readonly Backup[], spanMs: number, count: number): readonly Backup[] => {
  const bySpan = new Map<number, Backup>();
  for (const backup of backups) {
    const span = Math.floor(backup.atUtcMs / spanMs);
    if (!bySpan.has(span)) bySpan.set(span, backup);
  }
  return [...bySpan.values()].slice(0, count);
};

/** What may go: all but the last of each of 24 hours and of each of 7 days (UTC) that have one. */
export const supersededBackups = (backups: readonly Backup[]): readonly Backup[] => {
  const kept = new Set([...lastOfEach(backups, hourMs, hoursKept), ...lastOfEach(backups, dayMs, daysKept)]);
  return backups.filter((backup) => !kept.has(backup));
};
