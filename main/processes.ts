import { app, MessageChannelMain, utilityProcess } from "electron";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../app/base/clock";
import type { Log } from "../app/base/log";
import type { Failure } from "../app/domain/failure";
import type { SnapshotPlace } from "../app/contract/snapshot";
import { stationReport, type StationCommand, type StationSettings } from "../app/contract/supervision";
import { locateNativeParts } from "./nativeParts";
import { supervise, type Child } from "./supervisor";

/** Station and media, kept alive and introduced to each other. */
export interface Processes {
  /** Hands a window's port to the station; false while the station is away. */
  connectWindow(windowName: string, port: Electron.MessagePortMain): boolean;
  recordRefusedPage(channel: string, origin: string): void;
  /** Nothing comes of it while the station is away. */
  offerSnapshotFolder(windowName: string, folder: string): void;
  stationRestarts(): number;
  /** Closes the database, then ends both. */
  close(): Promise<void>;
}

/** How long the station may take to close its database before it is ended all the same. */
const closeTimeoutMs = 3000;

export const startProcesses = (parts: {
  readonly programFolder: string;
  readonly settings: StationSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly writeLog: (line: string) => void;
  readonly onStationReady: () => void;
  readonly onStationLost: () => void;
  readonly onSnapshotFolder: (place: SnapshotPlace) => void;
  readonly onStationFailed: (failure: Failure, lastBackupAtUtcMs: number | null) => void;
}): Processes => {
  const { programFolder, clock, log, writeLog } = parts;
  let stationReady = false;
  let mediaRuns = false;
  let onClosed: () => void = () => undefined;

  const fork = (name: string, environment: Record<string, string>): Child => {
    const child = utilityProcess.fork(join(programFolder, "out", "main", `${name}.cjs`), [], {
      serviceName: `zhishou-${name}`,
      stdio: "pipe",
      env: environment,
    });
    for (const output of [child.stdout, child.stderr])
      output?.on("data", (data: Buffer) => {
        writeLog(data.toString("utf8"));
      });
    return child;
  };

  const nativeParts = locateNativeParts({
    isPackaged: app.isPackaged,
    resourcesFolder: process.resourcesPath,
    platform: process.platform,
    environment: process.env,
  });
  // What needs the part says so where it shows: the station cannot start, or a stream fails. Here only why.
  if (app.isPackaged)
    for (const path of Object.values(nativeParts))
      if (path !== undefined && !existsSync(path)) log.error({ path }, "this installation lacks a part");

  const inherited = (...names: string[]): Record<string, string> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = { ...process.env, ...nativeParts }[name];
        return value === undefined ? [] : [[name, value]];
      }),
    );

  /** A channel between the two, made anew whenever either of them is new. */
  const introduce = (): void => {
    if (!stationReady || !mediaRuns) return;
    const { port1, port2 } = new MessageChannelMain();
    media.send({ kind: "station" }, [port1]);
    station.send({ kind: "media" } satisfies StationCommand, [port2]);
  };

  const onStationMessage = (message: unknown): void => {
    const report = stationReport.safeParse(message);
    if (!report.success) return;
    switch (report.data.kind) {
      case "started":
        stationReady = true;
        introduce();
        parts.onStationReady();
        return;
      case "failed":
        parts.onStationFailed(report.data.failure, report.data.lastBackupAtUtcMs);
        return;
      case "snapshotFolder":
        parts.onSnapshotFolder(report.data.place);
        return;
      case "closed":
        onClosed();
        return;
    }
  };

  const station = supervise({
    name: "station",
    fork: () => fork("station", inherited("ZHISHOU_SQLITE_ADDON", "HOME", "PATH", "TZ", "LANG")),
    clock,
    log,
    onRunning: () => station.send({ kind: "start", settings: parts.settings } satisfies StationCommand),
    onMessage: onStationMessage,
    onLost: () => {
      stationReady = false;
      parts.onStationLost();
    },
  });
  const media = supervise({
    name: "media",
    fork: () => fork("media", inherited("FFMPEG_BIN", "HOME", "PATH", "TZ", "LANG")),
    clock,
    log,
    onRunning: () => {
      mediaRuns = true;
      introduce();
    },
    onLost: () => {
      mediaRuns = false;
      station.send({ kind: "mediaLost" } satisfies StationCommand);
    },
  });

  return {
    connectWindow: (windowName, port) =>
      stationReady && station.send({ kind: "window", windowName } satisfies StationCommand, [port]),
    recordRefusedPage: (channel, origin) => {
      log.warn({ channel, origin }, "a page that is not ours was turned away");
      station.send({ kind: "pageRefused", channel, origin } satisfies StationCommand);
    },
    offerSnapshotFolder: (windowName, folder) => {
      station.send({ kind: "snapshotFolderChosen", windowName, folder } satisfies StationCommand);
    },
    stationRestarts: () => station.restarts(),
    close: async () => {
      media.stop();
      if (stationReady) {
        stationReady = false;
        await new Promise<void>((resolve) => {
          onClosed = resolve;
          clock.after(closeTimeoutMs, resolve);
          station.send({ kind: "close" } satisfies StationCommand);
        });
      }
      station.stop();
    },
  };
};
