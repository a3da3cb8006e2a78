import { z } from "zod";

/**
 * The little that a page and the shell say to each other. Everything else goes over the station's port.
 *
 * The preload script exposes {@link ShellBridge} as `window.zhishou` and posts a `MessageEvent` with
 * `data = stationPortMessage` and the port to the page itself each time the shell hands it a station.
 */
export const shellChannels = {
  /** page → main, once loaded: I am here, hand me my station. */
  ready: "shell.ready",
  /** main → page: the station's state, with its port when it is `ready`. */
  station: "shell.station",
  /** page → main: the passphrase that opens the database, where the platform keeps no key. */
  unlock: "shell.unlock",
} as const;

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
  z.object({ state: z.literal("unusable"), kind: z.string(), detail: z.string() }),
]);
export type StationState = z.infer<typeof stationState>;

/** At least 8 characters; the salt and the cost are the shell's. */
export const passphrase = z.string().min(8).max(256);

export const stationPortMessage = "zhishou:station";

/** `window.zhishou`. */
export interface ShellBridge {
  /** Asks for the station; its states arrive as messages to the page (`{ type: stationPortMessage, state }`). */
  ready(): void;
  unlock(passphrase: string): void;
}
