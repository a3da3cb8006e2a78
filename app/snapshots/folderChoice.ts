import { rmSync } from "node:fs";
import { isAbsolute } from "node:path";
import { z } from "zod";
import { readKept, saveKept } from "../base/keptFile";
import type { Log } from "../base/log";
import { snapshotPlace } from "../contract/snapshot";

const choice = z.object({ folder: snapshotPlace.shape.folder.refine(isAbsolute, "an absolute path") });

/** What a person chose for this workstation; a null `folder` is the default one. */
export interface KeptChoice {
  readonly folder: string | null;
  /** It could not be read, and was set aside. */
  readonly lost: boolean;
}

export const readChoice = (file: string, log: Log): KeptChoice => {
  const { value, lost } = readKept(file, (json) => choice.parse(json), "the choice of the snapshot folder", log);
  return { folder: value?.folder ?? null, lost };
};

/** Throws what the disk does. */
export const saveChoice = (file: string, folder: string | null): void => {
  if (folder === null) rmSync(file, { force: true });
  else saveKept(file, { folder });
};
