import { randomUUID } from "node:crypto";

/** A new stable record id: a random UUID, lower case. */
export const newId = (): string => randomUUID();
