import { BrowserWindow, type Session, type WebContents } from "electron";
import { join } from "node:path";
import { pageOrigin } from "../scheme";
import type { Rectangle, WindowPlace } from "./windowPlace";

/** Turns away everything a page could ask of the browser; the console needs none of it. */
export const forbidPermissions = (session: Session): void => {
  session.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.on("will-download", (event) => {
    event.preventDefault();
  });
};

/** Keeps a page where it is: no navigation, no new windows, no embedded views. */
export const forbidNavigation = (contents: WebContents): void => {
  contents.on("will-navigate", (event) => {
    event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
};

/** Opens one window of the console. Shown only once it has something to show, so that it never flashes white. */
export const openConsoleWindow = (
  programFolder: string,
  shape: WindowPlace["shape"],
  bounds: Rectangle,
): BrowserWindow => {
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: "#0b0d10",
    autoHideMenuBar: true,
    title: "值守",
    webPreferences: {
      preload: join(programFolder, "out", "preload", "preload.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      // A wall on a monitor nobody clicks on must not be slowed down.
      backgroundThrottling: false,
      spellcheck: false,
    },
  });
  window.setMenuBarVisibility(false);
  window.once("ready-to-show", () => {
    if (shape === "maximized") window.maximize();
    if (shape === "fullScreen") window.setFullScreen(true);
    window.show();
  });
  void window.loadURL(`${pageOrigin}/index.html`);
  return window;
};
