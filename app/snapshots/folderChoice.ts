import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute } from "node:path";
import { z } from "zod";
import type { Log } from "../base/log";
import { snapshotPlace } from "../contract/snapshot";

const choice = z.object({ folder: snapshotPlace.shape.folder.refine(isAbsolute, "an absolute path") });

/** What a person chose for this workstation; a null `folder` is the default one. */
export interface KeptChoice {
  readonly folder: string | null;
  /** It could not be read, and was set aside. */
  readonly lost: boolean;
}

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";

/** Never fails: what cannot be read is set aside beside `file`, and the log says so. */
export const readChoice = (file: string, log: Log): KeptChoice => {
  try {
    return { folder: choice.parse(JSON.parse(readFileSync(file, "utf8"))).folder, lost: false };
  } catch (thrown) {
    if (isMissing(thrown)) return { folder: null, lost: false };
    log.warn({ error: String(thrown) }, "the choice of the snapshot folder cannot be read; set aside");
  }
  try {
    renameSync(file, `${file}.damaged`);
  } catch (thrown) {
    log.warn({ error: String(thrown) }, "the choice of the snapshot folder cannot be set aside");
  }
  return { folder: null, lost: true };
};

/** Replaces the file in one step, so that a power cut leaves the old choice or the new one. Throws what the disk does. */
export const saveChoice = (file: string, folder: string | null): void => {
  if (folder === null) {
    rmSync(file, { force: true });
    return;
  }
  writeFileSync(`${file}.new`, JSON.stringify({ folder }), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
};
