import { join } from "node:path";
import { portFromElectron, type ElectronPort } from "../app/base/ports";
import { systemClock } from "../app/base/clock";
import { openLog } from "../app/base/log";
import { stationCommand, type StationCommand, type StationReport } from "../app/contract/supervision";
import { assertNever } from "../app/domain/result";
import { lastBackupAtUtcMs, startStation, type Station } from "../app/station";
import { createStartCopy } from "../native/sqlite/copy";
import { createOpenSqlite } from "../native/sqlite/open";

/** The station's process: opens the database addon, hands `app/station` its adapters, and serves the shell's commands. */
const log = openLog("station");
let station: Station | null = null;

const report = (message: StationReport): void => {
  process.parentPort.postMessage(message);
};

const start = async (settings: Extract<StationCommand, { kind: "start" }>["settings"]): Promise<void> => {
  const addonPath = process.env["ZHISHOU_SQLITE_ADDON"] ?? null;
  const started = await startStation(settings, {
    openSqlite: createOpenSqlite(addonPath),
    startCopy: createStartCopy(join(import.meta.dirname, "copyThread.cjs"), addonPath),
    clock: systemClock,
    log,
  });
  if (!started.ok) {
    log.error({ failure: started.error }, "the station cannot start");
    report({ kind: "failed", failure: started.error, lastBackupAtUtcMs: lastBackupAtUtcMs(settings) });
    return;
  }
  station = started.value;
  station.onSnapshotFolder((place) => {
    report({ kind: "snapshotFolder", place });
  });
  report({ kind: "started" });
};

const obey = (command: StationCommand, port: ElectronPort | undefined): void => {
  switch (command.kind) {
    case "start":
      void start(command.settings);
      return;
    case "media":
      if (port !== undefined) station?.connectMedia(portFromElectron(port));
      return;
    case "mediaLost":
      station?.loseMedia();
      return;
    case "window":
      if (port !== undefined) station?.connectWindow(portFromElectron(port), command.windowName);
      return;
    case "snapshotFolderChosen":
      station?.offerSnapshotFolder(command.windowName, command.folder);
      return;
    case "pageRefused":
      station?.recordRefusedPage(command.channel, command.origin);
      return;
    case "close":
      station?.close();
      station = null;
      report({ kind: "closed" });
      return;
    default:
      assertNever(command);
  }
};

process.parentPort.on("message", (event) => {
  const command = stationCommand.safeParse(event.data);
  if (command.success) obey(command.data, event.ports[0]);
  else log.error({ issue: command.error.issues[0]?.message }, "the shell said something the contract does not know");
});
