import { z } from "zod";
import { bytes } from "./bytes";
import { failureSchema } from "./failure";
import { recovery } from "./shell";
import { snapshotPlace } from "./snapshot";

/** What the shell says to the processes it starts, and they to it, over Electron's parent port. */

/** Simulated cameras the station finds and adds by itself. */
export const demonstrationSettings = z.object({
  userName: z.string(),
  password: z.string(),
  /** How many cameras to wait for. */
  cameraCount: z.number().int().min(0).max(256),
  /** IPv4 of the interface they are discovered on. */
  interfaceAddress: z.ipv4(),
});
export type DemonstrationSettings = z.infer<typeof demonstrationSettings>;

export const stationSettings = z.object({
  databaseFile: z.string(),
  backupFolder: z.string(),
  /** Where snapshots go unless another folder was chosen; made when the first is taken. */
  snapshotFolder: z.string(),
  /** Keeps the folder that was chosen instead. */
  snapshotChoiceFile: z.string(),
  /** 32 bytes. Travels by message, never by command line or environment. */
  key: bytes.refine((key) => key.length === 32, "32 bytes"),
  programVersion: z.string(),
  recovery: recovery.nullable(),
  demonstration: demonstrationSettings.nullable(),
});
export type StationSettings = z.infer<typeof stationSettings>;

/** Shell → station. `media` and `window` carry a port. */
export const stationCommand = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("start"), settings: stationSettings }),
  z.object({ kind: z.literal("media") }),
  z.object({ kind: z.literal("mediaLost") }),
  z.object({ kind: z.literal("window"), windowName: z.string().min(1).max(64) }),
  /** A person chose it in the system's dialog over this window. */
  z.object({
    kind: z.literal("snapshotFolderChosen"),
    windowName: z.string().min(1).max(64),
    folder: snapshotPlace.shape.folder,
  }),
  /** A page that is not ours asked for something and was turned away. */
  z.object({ kind: z.literal("pageRefused"), channel: z.string(), origin: z.string().max(500) }),
  z.object({ kind: z.literal("close") }),
]);
export type StationCommand = z.infer<typeof stationCommand>;

/** Station → shell. */
export const stationReport = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("started") }),
  /** Before `started`, and whenever it is another one. */
  z.object({ kind: z.literal("snapshotFolder"), place: snapshotPlace }),
  z.object({
    kind: z.literal("failed"),
    failure: failureSchema,
    /** When the newest checked backup was made; null when there is none. */
    lastBackupAtUtcMs: z.number().nullable(),
  }),
  z.object({ kind: z.literal("closed") }),
]);
export type StationReport = z.infer<typeof stationReport>;

/** Shell → media. `station` carries a port; it may come again when the station was restarted. */
export const mediaProcessCommand = z.object({ kind: z.literal("station") });
