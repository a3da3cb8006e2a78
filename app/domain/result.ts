import { failure, type Failure, type FailureKind } from "./failure";

/** Either a value or a failure; what every service and every request answers. */
export type Result<Value> = Success<Value> | Refusal;

export interface Success<Value> {
  readonly ok: true;
  readonly value: Value;
}

export interface Refusal {
  readonly ok: false;
  readonly error: Failure;
}

export const success = <Value>(value: Value): Success<Value> => ({ ok: true, value });

export const refusal = (kind: FailureKind, detail?: string, part?: string): Refusal => ({
  ok: false,
  error: failure(kind, detail, part),
});

/** The end of a `switch` over a closed union: the compiler proves it is never reached. */
export const assertNever = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
};
