import { z } from "zod";
import { batchJob } from "./batch";
import { deviceHealth } from "./health";
import { importJob } from "./imports";

/** Every event the station sends to its windows, after what it tells of is committed. Named `domain.pastTense`. */
export const events = {
  /** Records of devices changed: read the list again. */
  "devices.changed": z.object({}),
  /** Records of sites changed: read the list again. */
  "sites.changed": z.object({}),
  /** Batch adding went on, at most four times a second; `imports.read` tells of the lines. */
  "imports.progressed": importJob,
  /** A batch of devices went on, at most four times a second; `batches.read` tells of each device. */
  "batches.progressed": batchJob,
  /** Devices whose health is another now, each with its new row; at most once a second. */
  "health.changed": z.object({ devices: z.array(deviceHealth) }),
  /** Saved views changed: read the list again. */
  "views.changed": z.object({}),
  /** Grids that somebody drew changed: read the list again. */
  "grids.changed": z.object({}),
  /** A person chose a folder in the dialog of this window, which asks for it now by `snapshots.changeFolder`. */
  "snapshots.folderChosen": z.object({ windowName: z.string() }),
  /** Snapshots go to another folder: read it again. */
  "snapshots.folderChanged": z.object({}),
  /** Media went away or is back. On `ready`, tiles whose port closed open again. */
  "media.changed": z.object({ ready: z.boolean() }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type PayloadOf<Name extends EventName> = z.infer<Events[Name]>;
