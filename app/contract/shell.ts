import { z } from "zod";

/**
 * The little that a page and the shell say to each other; the channels are in `shellBridge.ts`. Everything else goes
 * over the station's port.
 */

/** Where the station stands, as the shell sees it. */
export const stationState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("starting") }),
  /** A port travels with it. */
  z.object({ state: z.literal("ready"), wallName: z.string(), restarts: z.number().int() }),
  /** It ended; the shell is starting it again. */
  z.object({ state: z.literal("lost"), restarts: z.number().int() }),
  /** The key store of this machine is plain text: a person has to open the database. */
  z.object({ state: z.literal("locked"), firstTime: z.boolean(), wrong: z.boolean() }),
  /** The database cannot be used; `kind` and `detail` say why. Nothing was changed. */
  z.object({
    state: z.literal("unusable"),
    kind: z.string(),
    detail: z.string(),
    /** A damaged database was set aside, and a person has to say what comes in its place. */
    recoverable: z.object({ lastBackupAtUtcMs: z.number().nullable() }).nullable(),
  }),
]);
export type StationState = z.infer<typeof stationState>;

/** What comes in the place of a damaged database: a copy of the newest backup, or an empty one. */
export const recovery = z.enum(["lastBackup", "empty"]);
export type Recovery = z.infer<typeof recovery>;

/** At least 8 characters; the salt and the cost are the shell's. */
export const passphrase = z.string().min(8).max(256);
