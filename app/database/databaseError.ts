import { failure, type Failure, type FailureKind } from "../domain/failure";

/** What a read or write throws when SQLite refuses: the dispatcher answers its {@link Failure}. */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly failure: Failure;

  constructor(why: Failure, cause?: unknown) {
    super(why.detail ?? why.kind, { cause });
    this.failure = why;
  }
}

/** SQLite's result code of a thrown error (`SQLITE_FULL`), or null when it is not SQLite's. */
export const sqliteCodeOf = (thrown: unknown): string | null =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" && thrown.code.startsWith("SQLITE_")
    ? thrown.code
    : null;

/** sqlite.org/rescode.html. */
const kindOf = (code: string): FailureKind => {
  if (code === "SQLITE_FULL") return "diskFull";
  if (code === "SQLITE_NOTADB" || code.startsWith("SQLITE_CORRUPT")) return "databaseCorrupt";
  if (code === "SQLITE_CONSTRAINT_UNIQUE" || code === "SQLITE_CONSTRAINT_PRIMARYKEY") return "alreadyExists";
  return "internal";
};

/** SQLite's messages name tables and columns, never values, so they may be shown. */
export const failureOf = (thrown: unknown): Failure => {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = sqliteCodeOf(thrown);
  if (code !== null) return failure(kindOf(code), `${code}: ${message}`);
  const noSpace = thrown instanceof Error && "code" in thrown && thrown.code === "ENOSPC";
  return failure(noSpace ? "diskFull" : "internal", message);
};
