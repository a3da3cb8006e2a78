import { app, BrowserWindow, dialog, Menu, safeStorage, screen, session, shell } from "electron";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { systemClock } from "../app/base/clock";
import { openLog } from "../app/base/log";
import { passphrase, recovery, type Recovery } from "../app/contract/shell";
import { shellChannels } from "../app/contract/shellBridge";
import { createConsoles } from "./consoles";
import { listenToPage, type RefusedPage } from "./gate";
import { openLogFile } from "./logs";
import { readOptions } from "./options";
import { startProcesses, type Processes } from "./processes";
import { declareScheme, serveScheme } from "./scheme";
import { obtainSecret } from "./secrets";
import { createSnapshotFolder } from "./snapshotFolder";
import { createUnlocking } from "./unlocking";
import { forbidNavigation, forbidPermissions, openConsoleWindow } from "./windows/consoleWindow";
import { createWalls } from "./windows/walls";

/** Starts the program from top to bottom; `before-quit` ends it in reverse. */

const programFolder = app.getAppPath();
const options = readOptions();
const databaseName = "zhishou.db";
const databaseFile = join(options.dataFolder, databaseName);
mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
app.setPath("userData", join(options.dataFolder, "browser"));

// 1. One program per data folder: the database has one writer.
if (!app.requestSingleInstanceLock()) app.exit(0);

// 2. What must be said before the program is ready.
declareScheme();
app.on("web-contents-created", (_event, contents) => {
  forbidNavigation(contents);
});

// 3. The log of all processes.
const writeLog = openLogFile(join(options.dataFolder, "logs"), () => systemClock.nowUtcMs());
const log = openLog("main", writeLog);

// 4. Windows, and what they are told of the station.
let processes: Processes | null = null;
const consoles = createConsoles((wallName, port) => processes?.connectWindow(wallName, port) ?? false);
const walls = createWalls({
  file: join(options.dataFolder, "windows.json"),
  open: ({ wallName, shape }, bounds) => {
    const window = openConsoleWindow(programFolder, shape, bounds);
    consoles.add(window, wallName);
    return window;
  },
  workAreas: () => {
    const primary = screen.getPrimaryDisplay();
    const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
    return [primary.workArea, ...others.map(({ workArea }) => workArea)];
  },
  clock: systemClock,
  log,
});

const snapshotFolder = createSnapshotFolder({
  openPath: (path) => shell.openPath(path),
  choose: async (contents, startAt) => {
    const window = BrowserWindow.fromWebContents(contents);
    if (window === null) return null;
    const { canceled, filePaths } = await dialog.showOpenDialog(window, {
      ...(startAt === null ? {} : { defaultPath: startAt }),
      properties: ["openDirectory", "createDirectory"],
    });
    return canceled ? null : (filePaths[0] ?? null);
  },
  offer: (contents, folder) => {
    const wallName = consoles.wallNameOf(contents);
    if (wallName !== null) processes?.offerSnapshotFolder(wallName, folder);
  },
  log,
});

// 5. Station and media, once the key is there.
const startWith = (key: Uint8Array, chosen: Recovery | null): void => {
  processes = startProcesses({
    programFolder,
    settings: {
      databaseFile,
      backupFolder: join(options.dataFolder, "backups"),
      snapshotFolder: options.snapshotFolder,
      snapshotChoiceFile: join(options.dataFolder, "snapshot-folder.json"),
      key,
      programVersion: app.getVersion(),
      recovery: chosen,
      demonstration: options.demonstration,
    },
    clock: systemClock,
    log,
    writeLog,
    onStationReady: () => {
      consoles.show({ state: "ready", restarts: processes?.stationRestarts() ?? 0 });
    },
    onStationLost: () => {
      consoles.show({ state: "lost", restarts: processes?.stationRestarts() ?? 0 });
    },
    onSnapshotFolder: (place) => {
      snapshotFolder.moved(place);
    },
    onStationFailed: (failure, lastBackupAtUtcMs) => {
      unlocking.onStationFailed(failure, lastBackupAtUtcMs);
    },
  });
};

const unlocking = createUnlocking({
  obtainSecret: () =>
    obtainSecret({
      dataFolder: options.dataFolder,
      throwAway: options.demonstration !== null,
      // Also one that was set aside as damaged: its key is still wanted.
      databaseExists: readdirSync(options.dataFolder).some((name) => name.startsWith(databaseName)),
      keyStore: safeStorage,
    }),
  startWith,
  stop: () => {
    void processes?.close();
    processes = null;
  },
  show: (state) => {
    consoles.show(state);
  },
});

// 6. What pages may say to the shell.
const onRefused = ({ channel, origin }: RefusedPage): void => {
  processes?.recordRefusedPage(channel, origin);
};
listenToPage(
  shellChannels.ready,
  z.object({}),
  (_message, sender) => {
    consoles.onPageReady(sender);
  },
  onRefused,
);
listenToPage(
  shellChannels.unlock,
  passphrase,
  (message) => {
    unlocking.onPassphrase(message);
  },
  onRefused,
);
listenToPage(
  shellChannels.recover,
  recovery,
  (choice) => {
    unlocking.onRecovery(choice);
  },
  onRefused,
);
listenToPage(
  shellChannels.openSnapshotFolder,
  z.object({}),
  () => {
    void snapshotFolder.open();
  },
  onRefused,
);
listenToPage(
  shellChannels.chooseSnapshotFolder,
  z.object({}),
  (_message, sender) => {
    void snapshotFolder.chooseFor(sender);
  },
  onRefused,
);
listenToPage(
  shellChannels.openWall,
  z.object({}),
  () => {
    walls.openAnother();
  },
  onRefused,
);
listenToPage(
  shellChannels.toggleFullScreen,
  z.object({}),
  (_message, sender) => {
    const window = BrowserWindow.fromWebContents(sender);
    window?.setFullScreen(!window.isFullScreen());
  },
  onRefused,
);

void app.whenReady().then(() => {
  forbidPermissions(session.defaultSession);
  serveScheme(session.defaultSession, join(programFolder, "out", "renderer"));
  // Nothing of a browser's menu: no reload, no developer tools, no key of its own.
  Menu.setApplicationMenu(null);
  unlocking.begin();
  walls.openLast();
  const onMonitorsChanged = (): void => {
    walls.onMonitorsChanged();
  };
  screen.on("display-added", onMonitorsChanged);
  screen.on("display-removed", onMonitorsChanged);
  screen.on("display-metrics-changed", onMonitorsChanged);
});

app.on("window-all-closed", () => {
  app.quit();
});

let closing = false;
app.on("before-quit", (event) => {
  walls.keepAll();
  if (processes === null || closing) return;
  closing = true;
  event.preventDefault();
  void processes.close().finally(() => {
    processes = null;
    app.quit();
  });
});
