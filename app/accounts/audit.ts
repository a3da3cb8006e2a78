import type { Clock } from "../base/clock";
import { withoutUrlSecrets } from "../base/log";
import { query, type WritableDb } from "../database";

/** Who asked for what, and what became of it. */
export interface AuditRow {
  /** Null when nobody was signed in. */
  readonly operatorId: string | null;
  readonly windowName: string;
  readonly request: string;
  /** `done` or a failure kind. */
  readonly outcome: string;
  /** What was asked; secrets in it are left out of the record. */
  readonly details: unknown;
}

export interface Audit {
  /** Adds a row inside the caller's transaction. */
  record(db: WritableDb, row: AuditRow): void;
}

const insert = query<[number, string | null, string, string, string, string]>(
  "accounts.recordAudit",
  `INSERT INTO audit (at_utc_ms, operator_id, window_name, request, outcome, details) VALUES (?, ?, ?, ?, ?, ?)`,
);

const secretName = /password|passphrase|secret|credential|token|key/i;

/** Drops every property named like a secret, at any depth, and user names and passwords out of URLs. */
const withoutSecrets = (value: unknown): unknown => {
  if (typeof value === "string") return withoutUrlSecrets(value);
  // A file: of any size, and with passwords in it.
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, held]) => (secretName.test(name) ? [] : [[name, withoutSecrets(held)]])),
  );
};

export const createAudit = ({ clock }: { readonly clock: Clock }): Audit => ({
  record: (db, { operatorId, windowName, request, outcome, details }) => {
    const kept = JSON.stringify(withoutSecrets(details ?? null));
    db.run(insert, clock.nowUtcMs(), operatorId, windowName, request, outcome, kept);
  },
});
