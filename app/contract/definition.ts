import type { z } from "zod";
import type { Role } from "../domain/role";

/** One request of the contract: nothing can be asked that does not say all of this. */
export interface RequestDefinition<Input extends z.ZodType = z.ZodType, Answer extends z.ZodType = z.ZodType> {
  /** What the window sends. Checked in the station before anything else happens. */
  readonly input: Input;
  /** What the station answers in `value`. Checked in tests and in development. */
  readonly answer: Answer;
  /** Who may ask. Never empty. */
  readonly roles: readonly [Role, ...Role[]];
  /** Whether asking leaves a row in the audit: who, what, when, with which outcome. */
  readonly audited: boolean;
  /** Whether a message port travels with the request. */
  readonly carriesPort: boolean;
}

/** Declares a request; the compiler refuses one that leaves out schema, answer, role or audit. */
export const request = <Input extends z.ZodType, Answer extends z.ZodType>(definition: {
  readonly input: Input;
  readonly answer: Answer;
  readonly roles: readonly [Role, ...Role[]];
  readonly audited: boolean;
  readonly carriesPort?: boolean;
}): RequestDefinition<Input, Answer> => ({ carriesPort: false, ...definition });
