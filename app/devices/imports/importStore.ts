import type { ImportFilter, ImportLineResult, ImportState } from "../../contract/imports";
import { query, type ReadableDb, type WritableDb } from "../../database";
import type { FailureKind } from "../../domain/failure";
import { withMaskedPasswords } from "../../domain/maskedUrl";
import type { ImportLine } from "./importLines";

/** Every statement about batch adding. */

export interface JobRow {
  readonly id: string;
  readonly startedAtUtcMs: number;
  readonly state: ImportState;
}

/** A line whose device has not been asked yet. */
export interface PendingLine {
  readonly line: number;
  readonly address: string;
  readonly name: string;
  readonly userName: string;
  readonly password: string;
  /** Empty where the line does not tell. */
  readonly site: string;
  readonly town: string;
}

export type Outcome = "pending" | "added" | FailureKind;

const job = query<[], JobRow>(
  "imports.job",
  "SELECT id, started_at_utc_ms AS startedAtUtcMs, state FROM import_job LIMIT 1",
);
const deleteJobs = query<[]>("imports.deleteJobs", "DELETE FROM import_job");
const insertJob = query<[id: string, startedAtUtcMs: number]>(
  "imports.insertJob",
  "INSERT INTO import_job (id, started_at_utc_ms, state) VALUES (?, ?, 'reading')",
);
const updateState = query<[state: ImportState, id: string]>(
  "imports.updateState",
  "UPDATE import_job SET state = ? WHERE id = ?",
);
const insertLine = query<
  [
    jobId: string,
    line: number,
    address: string,
    name: string,
    userName: string,
    password: string,
    outcome: Outcome,
    part: string | null,
    site: string,
    town: string,
  ]
>(
  "imports.insertLine",
  `INSERT INTO import_line (job_id, line, address, name, user_name, password, outcome, part, site, town)
   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
);
const counts = query<[jobId: string], { readonly outcome: Outcome; readonly count: number }>(
  "imports.counts",
  "SELECT outcome, count(*) AS count FROM import_line WHERE job_id = ? GROUP BY outcome",
);
const nextPending = query<[jobId: string, afterLine: number], PendingLine>(
  "imports.nextPending",
  `SELECT line, address, name, user_name AS userName, password, site, town FROM import_line
    WHERE job_id = ? AND outcome = 'pending' AND line > ? ORDER BY line LIMIT 1`,
);
const settle = query<[outcome: Outcome, part: string | null, address: string, jobId: string, line: number]>(
  "imports.settle",
  "UPDATE import_line SET outcome = ?, part = ?, address = ?, password = '' WHERE job_id = ? AND line = ?",
);
/** Never selects the password. */
const shown = "SELECT line, address, name, outcome, part FROM import_line WHERE job_id = ?";
type Shown = readonly [jobId: string, limit: number, offset: number];
const lines: Readonly<Record<ImportFilter, ReturnType<typeof query<Shown, ImportLineResult>>>> = {
  all: query("imports.lines", `${shown} ORDER BY line LIMIT ? OFFSET ?`),
  pending: query("imports.pendingLines", `${shown} AND outcome = 'pending' ORDER BY line LIMIT ? OFFSET ?`),
  added: query("imports.addedLines", `${shown} AND outcome = 'added' ORDER BY line LIMIT ? OFFSET ?`),
  failed: query(
    "imports.failedLines",
    `${shown} AND outcome NOT IN ('pending', 'added') ORDER BY line LIMIT ? OFFSET ?`,
  ),
};

export const readJob = (db: ReadableDb): JobRow | null => db.get(job) ?? null;

export const countLines = (db: ReadableDb, jobId: string): ReadonlyMap<Outcome, number> =>
  new Map(db.all(counts, jobId).map(({ outcome, count }) => [outcome, count]));

export const readPendingLine = (db: ReadableDb, jobId: string, afterLine: number): PendingLine | null =>
  db.get(nextPending, jobId, afterLine) ?? null;

export const readLines = (
  db: ReadableDb,
  jobId: string,
  filter: ImportFilter,
  limit: number,
  offset: number,
): ImportLineResult[] =>
  db.all(lines[filter], jobId, limit, offset).map((line) => ({ ...line, address: withMaskedPasswords(line.address) }));

/** Begins a job in the place of the one before. */
export const beginJob = (db: WritableDb, id: string, startedAtUtcMs: number): void => {
  db.run(deleteJobs);
  db.run(insertJob, id, startedAtUtcMs);
};

export const dropJob = (db: WritableDb): void => {
  db.run(deleteJobs);
};

export const setJobState = (db: WritableDb, id: string, state: ImportState): void => {
  db.run(updateState, state, id);
};

/** Records a line; a broken one has its outcome at once and keeps no password. */
export const recordLine = (
  db: WritableDb,
  jobId: string,
  { line, address, name, failure, login, place }: ImportLine,
): void => {
  const kept = failure === null ? login : null;
  db.run(
    insertLine,
    jobId,
    line,
    address,
    name,
    kept?.userName ?? "",
    kept?.password ?? "",
    failure?.kind ?? "pending",
    failure?.part ?? null,
    place?.site ?? "",
    place?.town ?? "",
  );
};

/** The end of a line: its outcome comes, its passwords go. */
export const settleLine = (
  db: WritableDb,
  jobId: string,
  { line, address }: Pick<PendingLine, "line" | "address">,
  outcome: Outcome,
  part: string | null,
): void => {
  db.run(settle, outcome, part, withMaskedPasswords(address), jobId, line);
};
