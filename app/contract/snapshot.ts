import { z } from "zod";
import { bytes } from "./bytes";
import { failureSchema } from "./failure";

/** How a snapshot is written: small, or without any loss. */
export const snapshotFormat = z.enum(["jpeg", "png"]);
export type SnapshotFormat = z.infer<typeof snapshotFormat>;

/** Room for a picture of 8192 × 8192 that PNG hardly makes smaller. */
export const maxSnapshotBytes = 64 * 1024 * 1024;

/** A picture for the snapshot folder. Its file name is the station's to make: the page names no path. */
export const snapshotWish = z.object({
  cameraId: z.string().max(64),
  /** Of when the picture is, by the workstation's clock: not of when the button was pressed. */
  takenAtUtcMs: z.number().int().min(0).max(253_402_300_799_999),
  format: snapshotFormat,
  /** Of `picture`, lower-case hexadecimal: checked by the station, and kept in the audit. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, "64 hexadecimal digits"),
  picture: bytes
    .refine(({ length }) => length > 0, "not empty")
    .refine(({ length }) => length <= maxSnapshotBytes, `at most ${String(maxSnapshotBytes)} bytes`),
});

/** Where it lies now, for a person to read. */
export const savedSnapshot = z.object({ folder: z.string(), fileName: z.string(), bytes: z.number().int() });

/** The folder that snapshots go to. */
export const snapshotPlace = z.object({
  folder: z.string().min(1).max(4096),
  /** Nobody chose it: it is made where it is not there. A chosen one is not: a disk that was pulled out stays told. */
  isDefault: z.boolean(),
});
export type SnapshotPlace = z.infer<typeof snapshotPlace>;

/** The same as the settings show it. */
export const snapshotFolder = snapshotPlace.extend({
  /** Why no snapshot can be written there now (`folderUnusable`, `diskFull`); null when one can. */
  trouble: failureSchema.nullable(),
  /** What was chosen could not be read when the station started, and was set aside. */
  choiceLost: z.boolean(),
});
export type SnapshotFolder = z.infer<typeof snapshotFolder>;

/** `chosen`: the folder that a person chose last in the system's own dialog, of this window. The page names no path. */
export const snapshotFolderChange = z.object({ to: z.enum(["chosen", "default"]) });
