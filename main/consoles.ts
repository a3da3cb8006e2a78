import { MessageChannelMain, type BrowserWindow, type WebContents } from "electron";
import type { StationState } from "../app/contract/shell";
import { shellChannels } from "../app/contract/shellBridge";

/** The open windows and what each has been told of the station. */
export interface Consoles {
  add(window: BrowserWindow, wallName: string): void;
  /** The page of this window has loaded and asks for its station. */
  onPageReady(contents: WebContents): void;
  /** Null for a page of no wall. */
  wallNameOf(contents: WebContents): string | null;
  /** Tells every window; each gets a fresh port with `ready`. */
  show(state: ConsoleState): void;
}

/** {@link StationState} before it is made out to one window. */
export type ConsoleState =
  Exclude<StationState, { state: "ready" }> | { readonly state: "ready"; readonly restarts: number };

export const createConsoles = (connect: (wallName: string, port: Electron.MessagePortMain) => boolean): Consoles => {
  const windows = new Map<WebContents, { readonly window: BrowserWindow; readonly wallName: string }>();
  const ready = new Set<WebContents>();
  let current: ConsoleState = { state: "starting" };

  const tell = (contents: WebContents): void => {
    const known = windows.get(contents);
    if (known === undefined || !ready.has(contents)) return;
    if (current.state !== "ready") {
      contents.postMessage(shellChannels.station, current);
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    if (!connect(known.wallName, port1)) return;
    contents.postMessage(shellChannels.station, { ...current, wallName: known.wallName } satisfies StationState, [
      port2,
    ]);
  };

  return {
    add: (window, wallName) => {
      const contents = window.webContents;
      windows.set(contents, { window, wallName });
      contents.on("did-start-navigation", (details) => {
        if (details.isMainFrame && !details.isSameDocument) ready.delete(contents);
      });
      contents.on("render-process-gone", () => {
        ready.delete(contents);
        if (!window.isDestroyed()) contents.reload();
      });
      window.on("closed", () => {
        windows.delete(contents);
        ready.delete(contents);
      });
    },
    onPageReady: (contents) => {
      ready.add(contents);
      tell(contents);
    },
    wallNameOf: (contents) => windows.get(contents)?.wallName ?? null,
    show: (state) => {
      current = state;
      for (const contents of windows.keys()) tell(contents);
    },
  };
};
