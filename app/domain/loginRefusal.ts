import type { FailureKind } from "./failure";

/** A device's answer to a login: after it the same login is not tried there again. */
const refusals = new Set<FailureKind>(["credentialsRefused", "credentialsRequired", "lockedOut"]);

export const refusesLogin = (kind: FailureKind): boolean => refusals.has(kind);
