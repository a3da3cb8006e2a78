import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { Log } from "./log";

/** What a small JSON file of this workstation held. */
export interface Kept<Value> {
  /** Null when there is no file, or none that can be read. */
  readonly value: Value | null;
  /** It could not be read, and was set aside. */
  readonly lost: boolean;
}

const isMissing = (thrown: unknown): boolean => thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";

/**
 * Never fails: what cannot be read is set aside beside `file`, and the log says so.
 * @param parse throws where the JSON is not what it should be
 * @param what the log calls it
 */
export const readKept = <Value>(file: string, parse: (json: unknown) => Value, what: string, log: Log): Kept<Value> => {
  try {
    return { value: parse(JSON.parse(readFileSync(file, "utf8"))), lost: false };
  } catch (thrown) {
    if (isMissing(thrown)) return { value: null, lost: false };
    log.warn({ error: String(thrown) }, `${what} cannot be read; set aside`);
  }
  try {
    renameSync(file, `${file}.damaged`);
  } catch (thrown) {
    log.warn({ error: String(thrown) }, `${what} cannot be set aside`);
  }
  return { value: null, lost: true };
};

/** Replaces the file in one step, so that a power cut leaves the old one or the new one. Throws what the disk does. */
export const saveKept = (file: string, value: unknown): void => {
  writeFileSync(`${file}.new`, JSON.stringify(value), { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
};
