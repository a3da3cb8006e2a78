import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import type { Log } from "../../app/base/log";
import { windowPlace, type WindowPlace } from "./windowPlace";

/** More windows than any desk has monitors are a mistake of somebody's. */
const places = z.array(windowPlace).max(16);

const read = (file: string): string | null => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The windows that were open last; none when there is no file. One that cannot be read is set aside, and the log says so. */
export const readPlaces = (file: string, log: Log): readonly WindowPlace[] => {
  const text = read(file);
  if (text === null) return [];
  const found = places.safeParse(parsed(text));
  if (found.success) return found.data;
  renameSync(file, `${file}.damaged`);
  log.warn({ part: found.error.issues[0]?.path.join(".") }, "the places of the windows cannot be read; set aside");
  return [];
};

/** Replaces the file in one step, so that a power cut leaves the old places or the new ones. */
export const savePlaces = (file: string, open: readonly WindowPlace[], log: Log): void => {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(open), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  } catch (thrown) {
    log.warn({ error: String(thrown) }, "the places of the windows were not saved");
  }
};
