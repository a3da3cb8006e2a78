import type { Migration } from "./migration";

/** Batch adding of devices, kept line by line so that it can be stopped, and goes on after a restart. */
export const imports: Migration = {
  version: 3,
  sql: `
CREATE TABLE import_job (
  id TEXT PRIMARY KEY NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
  started_at_utc_ms INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('reading', 'running', 'stopped', 'finished'))
) STRICT;
CREATE TABLE import_line (
  job_id TEXT NOT NULL REFERENCES import_job (id) ON DELETE CASCADE,
  line INTEGER NOT NULL CHECK (line >= 1),
  address TEXT NOT NULL,
  name TEXT NOT NULL,
  user_name TEXT NOT NULL,
  password TEXT NOT NULL CHECK (outcome = 'pending' OR password = ''),
  outcome TEXT NOT NULL CHECK (length(outcome) BETWEEN 1 AND 40),
  part TEXT,
  PRIMARY KEY (job_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_line_by_outcome ON import_line (job_id, outcome, line);
`,
};
