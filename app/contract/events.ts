import { z } from "zod";
import { importJob } from "./imports";

/** Every event the station sends to its windows, after what it tells of is committed. Named `domain.pastTense`. */
export const events = {
  /** Records of devices changed: read the list again. */
  "devices.changed": z.object({}),
  /** Batch adding went on, at most four times a second; `imports.read` tells of the lines. */
  "imports.progressed": importJob,
  /** Media went away or is back. On `ready`, tiles whose port closed open again. */
  "media.changed": z.object({ ready: z.boolean() }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type PayloadOf<Name extends EventName> = z.infer<Events[Name]>;
