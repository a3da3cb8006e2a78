import { mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { refusal, success, type Result } from "../domain/result";
import {
  backupFileAt,
  listBackups,
  partialFileOf,
  removePartialFiles,
  supersededBackups,
  type Backup,
} from "./backupFolder";
import { failureOf } from "./databaseError";
import type { RunningCopy, StartCopy } from "./driver";

const firstAfterMs = 10 * 60_000;
const everyMs = 60 * 60_000;
/** Left free on the disk for the database itself to go on. */
const spareBytes = 64 * 1024 * 1024;
/** Gigabytes on a slow disk are copied and checked in that: what takes longer hangs. */
const longestCopyMs = 10 * 60_000;

export interface BackupSettings {
  readonly startCopy: StartCopy;
  readonly file: string;
  readonly key: Uint8Array;
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Bytes free for us on the disk that holds a folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

export interface Backups {
  lastAtUtcMs(): number | null;
  /** Makes and checks one now; a second caller meanwhile gets the same one. */
  backUp(): Promise<Result<Backup>>;
  stop(): void;
}

const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Hourly backups of the open database, each copied and checked apart from the station's loop before it takes its name. */
export const startBackups = (settings: BackupSettings): Backups => {
  const { startCopy, file, key, folder, clock, log, freeBytes = freeBytesOf } = settings;
  let last: Backup | null = listBackups(folder)[0] ?? null;
  let running: Promise<Result<Backup>> | null = null;
  /** May outlive the backup it is for, when it hangs. */
  let copy: RunningCopy | null = null;
  let stopped = false;

  /** Answers what is wrong with the copy, or null. */
  const copyTo = (target: string): Promise<string | null> =>
    new Promise((resolve, reject) => {
      const started = startCopy({ file, key, target });
      copy = started;
      const callOffLimit = clock.after(longestCopyMs, () => {
        started.stop();
        reject(new Error(`the copy was not done after ${String(longestCopyMs)} ms`));
      });
      const ended = (): void => {
        copy = null;
        callOffLimit();
      };
      started.done.finally(ended).then(resolve, reject);
    });

  const make = async (): Promise<Result<Backup>> => {
    if (copy !== null) return refusal("internal", "the copy of the backup before still hangs");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const atUtcMs = clock.nowUtcMs();
    const backup: Backup = { file: backupFileAt(folder, atUtcMs), atUtcMs: Math.floor(atUtcMs / 1000) * 1000 };
    const neededBytes = statSync(file).size + spareBytes;
    if ((await freeBytes(folder)) < neededBytes)
      return refusal("diskFull", `a backup needs ${String(neededBytes)} bytes free`);
    if (stopped) return refusal("internal", "the database was closed");
    const partialFile = partialFileOf(backup);
    try {
      const damage = await copyTo(partialFile);
      if (damage !== null) return refusal("databaseCorrupt", `the backup failed its check: ${damage}`);
      renameSync(partialFile, backup.file);
    } finally {
      removePartialFiles(folder);
    }
    for (const superseded of supersededBackups(listBackups(folder))) rmSync(superseded.file, { force: true });
    return success(backup);
  };

  const makeAndTell = async (): Promise<Result<Backup>> => {
    const startedMs = clock.monotonicMs();
    let made: Result<Backup>;
    try {
      made = await make();
    } catch (thrown) {
      made = { ok: false, error: failureOf(thrown) };
    }
    if (made.ok) {
      last = made.value;
      const tookMs = Math.round(clock.monotonicMs() - startedMs);
      log.info({ file: made.value.file, bytes: statSync(made.value.file).size, tookMs }, "backup made");
    } else if (!stopped) log.error({ error: made.error }, "no backup was made");
    return made;
  };

  const backUp = (): Promise<Result<Backup>> => {
    running ??= makeAndTell().finally(() => {
      running = null;
    });
    return running;
  };

  const schedule = (delayMs: number): (() => void) =>
    clock.after(delayMs, () => {
      void backUp();
      callOff = schedule(everyMs);
    });
  let callOff = schedule(firstAfterMs);

  try {
    removePartialFiles(folder);
  } catch (thrown) {
    log.warn({ error: failureOf(thrown) }, "half a backup of before stays");
  }

  return {
    lastAtUtcMs: () => last?.atUtcMs ?? null,
    backUp,
    stop: () => {
      stopped = true;
      callOff();
      copy?.stop();
    },
  };
};
