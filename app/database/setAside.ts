import { existsSync, renameSync } from "node:fs";
import { fileTime } from "./fileTime";
import { keyCheckFileOf } from "./keyCheck";

/** Between a database's name and the time at which it was found damaged. */
export const damagedMark = ".damaged-";

/** A database and what SQLite and we keep beside it. */
const companionsOf = (file: string): readonly string[] => [
  file,
  `${file}-wal`,
  `${file}-shm`,
  `${file}-journal`,
  keyCheckFileOf(file),
];

/**
 * Renames a damaged database with all its companions, so that the set still opens under its new name
 * (`station.db` → `station.db.damaged-20260115T083000Z`). Deletes nothing. Answers the new name of the database.
 */
export const setAside = (file: string, nowUtcMs: number): string => {
  const name = `${file}${damagedMark}${fileTime(nowUtcMs)}`;
  let target = name;
  for (let attempt = 2; companionsOf(target).some((path) => existsSync(path)); attempt += 1)
    target = `${name}-${String(attempt)}`;
  const targets = companionsOf(target);
  for (const [index, path] of companionsOf(file).entries()) {
    const to = targets[index];
    if (to !== undefined && existsSync(path)) renameSync(path, to);
  }
  return target;
};
