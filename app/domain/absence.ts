import type { FailureKind } from "./failure";

/** A camera that was not met: nothing was said against its address or its login. It may be off, or not built in yet. */
const absences = new Set<FailureKind>(["unreachable", "timedOut", "connectionLost", "processLost"]);

export const isAbsence = (kind: FailureKind): boolean => absences.has(kind);
