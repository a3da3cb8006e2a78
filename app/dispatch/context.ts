import type { Port } from "../contract/port";
import type { Role } from "../domain/role";
import type { WritableDb } from "../database";

/** Who asks. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What a handler knows of the request besides its input. */
export interface RequestContext {
  readonly operator: Operator;
  /** Name of the window's wall: `wall-1`. */
  readonly windowName: string;
  /** Ports that came with the request. */
  readonly ports: readonly Port[];
  /**
   * Writes this request's audit row (outcome `done`) inside the caller's transaction, so that a record and its audit
   * commit together. A handler that changes no record need not call it: the dispatcher writes the row then.
   */
  audit(db: WritableDb): void;
}
