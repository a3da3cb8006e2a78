import type { createOpenSqlite } from "./open";

/** One file of the database and where its copy goes; both under the key. */
export interface Copying {
  readonly file: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  /** Must not exist. */
  readonly target: string;
}

/**
 * Writes a copy of an encrypted database to a new file under the same key, opens that and checks the integrity of all its
 * tables and indexes. Answers what is wrong with the copy, or null. Blocks until it is done, some 15 ms for each MB:
 * for a thread of its own. Throws SQLite's error when there is no copy; removes nothing.
 *
 * It only reads the database, which others may write meanwhile: the copy is of the moment it began.
 *
 * `VACUUM INTO` and not SQLite's page-wise backup, because that gets no key for its target from this driver and refuses;
 * and not a copy of the file, because closing one drops SQLite's locks on it (sqlite.org/howtocorrupt.html §2.2).
 */
export const copyAndCheck = (
  open: ReturnType<typeof createOpenSqlite>,
  { file, key, target }: Copying,
): string | null => {
  const source = open(file, key, { readonly: true });
  try {
    source.prepare("VACUUM INTO ?").run(target);
  } finally {
    source.close();
  }
  const copy = open(target, key, { readonly: true });
  try {
    const answer = copy.pragma("integrity_check(1)", { simple: true });
    return answer === "ok" ? null : String(answer);
  } finally {
    copy.close();
  }
};
