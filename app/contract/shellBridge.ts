import type { Recovery } from "./shell";

/**
 * What the preload script needs of {@link import("./shell")}: names alone, so that it carries no schema library into
 * every page.
 */
export const shellChannels = {
  /** page → main, once loaded: I am here, hand me my station. */
  ready: "shell.ready",
  /** main → page: the station's state, with its port when it is `ready`. */
  station: "shell.station",
  /** page → main: the passphrase that opens the database, where the platform keeps no key. */
  unlock: "shell.unlock",
  /** page → main: what comes in the place of a database that was set aside as damaged. */
  recover: "shell.recover",
  /** page → main: show the snapshot folder in the system's file manager. No path: the shell knows it. */
  openSnapshotFolder: "shell.openSnapshotFolder",
  /** page → main: let the person choose another one in the system's dialog. The shell tells the station, not the page. */
  chooseSnapshotFolder: "shell.chooseSnapshotFolder",
  /** page → main: one more wall in a window of its own, on a monitor without one where there is one. */
  openWall: "shell.openWall",
  /** page → main: this window over its whole monitor, or back. */
  toggleFullScreen: "shell.toggleFullScreen",
} as const;

/** `type` of the message by which the preload script hands a state, and a port with `ready`, to the page. */
export const stationPortMessage = "zhishou:station";

/** `window.zhishou`. */
export interface ShellBridge {
  /** Asks for the station; its states arrive as messages to the page (`{ type: stationPortMessage, state }`). */
  ready(): void;
  unlock(passphrase: string): void;
  recover(choice: Recovery): void;
  openSnapshotFolder(): void;
  chooseSnapshotFolder(): void;
  openWall(): void;
  toggleFullScreen(): void;
}
