import { createAudit, currentOperator } from "./accounts";
import type { Clock } from "./base/clock";
import { newId } from "./base/ids";
import type { Log } from "./base/log";
import { throttle } from "./base/throttle";
import type { Port } from "./contract/port";
import type { SnapshotPlace } from "./contract/snapshot";
import type { StationSettings } from "./contract/supervision";
import { listBackups, openDatabase, type OpenSqlite, type StartCopy } from "./database";
import { runDemonstration } from "./demonstration";
import { createBatches, createDevices, createHealthQueries, createImports, createKeyFrameRequests } from "./devices";
import { createDispatcher, type Handlers } from "./dispatch";
import { success, type Result } from "./domain/result";
import { createFolder, createPatience, createSnapshots } from "./snapshots";
import { createSites } from "./sites";
import { createHealth } from "./health";
import { createStreams } from "./streams";
import { createGrids, createViews, createWall } from "./wall";

/** What the platform provides: the database addon, the clock, the log. */
export interface StationAdapters {
  readonly openSqlite: OpenSqlite;
  readonly startCopy: StartCopy;
  readonly clock: Clock;
  readonly log: Log;
}

/** The running station: owner of the database and of every service. */
export interface Station {
  /** A media process has come up; the port replaces the one before. */
  connectMedia(port: Port): void;
  loseMedia(): void;
  /** A window the shell has checked. */
  connectWindow(port: Port, windowName: string): void;
  /** Leaves the trace of a page that was turned away. */
  recordRefusedPage(channel: string, origin: string): void;
  /** A person chose it in the system's dialog over this window, which is told to ask for it. */
  offerSnapshotFolder(windowName: string, folder: string): void;
  /** Called at once, and whenever snapshots go to another folder. */
  onSnapshotFolder(listener: (place: SnapshotPlace) => void): void;
  close(): void;
}

/** When the newest checked backup was made; null when there is none. For a start that failed. */
export const lastBackupAtUtcMs = ({ backupFolder }: Pick<StationSettings, "backupFolder">): number | null =>
  listBackups(backupFolder)[0]?.atUtcMs ?? null;

/**
 * Starts the services from the ground up: database, accounts, devices, wall, streams, dispatch. Fails only when the
 * database cannot be used (`databaseNewer`, `databaseCorrupt`, `databaseKeyWrong`, `diskFull`).
 */
export const startStation = async (settings: StationSettings, adapters: StationAdapters): Promise<Result<Station>> => {
  const { clock, log, openSqlite, startCopy } = adapters;
  const opened = await openDatabase({
    open: openSqlite,
    startCopy,
    file: settings.databaseFile,
    key: settings.key,
    backupFolder: settings.backupFolder,
    recovery: settings.recovery,
    clock,
    log,
  });
  if (!opened.ok) return opened;
  const database = opened.value;
  const audit = createAudit({ clock });
  const devices = createDevices({
    database,
    log,
    clock,
    id: newId,
    describe: (source) => streams.describe(source),
  });
  const sites = createSites({ database, clock, id: newId });
  const imports = createImports({ database, devices, sites, clock, log, id: newId });
  const wall = createWall({ database, clock, log });
  const grids = createGrids({ database, id: newId });
  const views = createViews({ database, clock, log, id: newId });
  const patience = createPatience(clock);
  const snapshotFolder = createFolder({
    defaultFolder: settings.snapshotFolder,
    choiceFile: settings.snapshotChoiceFile,
    database,
    audit,
    log,
    patience,
    id: newId,
  });
  const snapshots = createSnapshots({
    place: () => snapshotFolder.place,
    cameraName: (cameraId) =>
      devices
        .list()
        .flatMap(({ cameras }) => cameras)
        .find(({ id }) => id === cameraId)?.name,
    database,
    patience,
    id: newId,
  });
  const streams = createStreams({ devices, log });

  const keyFrames = createKeyFrameRequests({ database, clock, log });
  const health = createHealth({ database, queries: createHealthQueries({ database, clock }), clock, log });
  const batches = createBatches({ database, devices, probe: health.probe, audit, clock, log, id: newId });

  const handlers: Handlers = {
    "station.describe": (_input, { operator }) =>
      success({
        programVersion: settings.programVersion,
        schemaVersion: database.schemaVersion,
        demonstration: settings.demonstration !== null,
        operator: { ...operator, roles: [...operator.roles] },
        mediaReady: streams.isMediaReady(),
        lastBackupAtUtcMs: database.lastBackupAtUtcMs(),
      }),
    "devices.list": () => success(devices.list()),
    "devices.discover": (input) => devices.discover(input),
    "devices.add": (input, context) => devices.add(input, context),
    "devices.addStream": (input, context) => devices.addStream(input, context),
    "devices.change": (input, context) => devices.change(input, context),
    "devices.trustCertificate": (input, context) => devices.trustCertificate(input, context),
    "devices.checkCertificate": ({ deviceId }) => devices.checkCertificate(deviceId),
    "devices.remove": ({ deviceId }, context) => devices.remove(deviceId, context),
    "sites.list": () => success(sites.list()),
    "sites.add": (input, context) => sites.add(input, context),
    "sites.change": (input, context) => sites.change(input, context),
    "sites.remove": (input, context) => sites.remove(input, context),
    "sites.place": (input, context) => devices.place(input, context),
    "imports.start": (wish, context) => imports.start(wish, context),
    "imports.stop": () => imports.stop(),
    "imports.resume": () => imports.resume(),
    "imports.read": (page) => success(imports.read(page)),
    "batches.start": (wish, context) => batches.start(wish, context),
    "batches.stop": () => batches.stop(),
    "batches.resume": (_input, context) => batches.resume(context),
    "batches.unsuccessful": () => success(batches.unsuccessful()),
    "batches.read": (page) => success(batches.read(page)),
    "health.list": () => success(health.list()),
    "health.outages": (page) => health.outages(page),
    "health.probe": ({ deviceId }, context) => health.probe(deviceId, context),
    "wall.read": ({ wallName }) => success(wall.read(wallName)),
    "wall.save": ({ wallName, layout, view }) => {
      wall.save(wallName, { layout, view });
      return success({});
    },
    "grids.list": () => success(grids.list()),
    "grids.save": (wish, context) => grids.save(wish, context),
    "grids.remove": ({ gridId }, context) => grids.remove(gridId, context),
    "views.list": () => success(views.list()),
    "views.open": ({ viewId }) => views.open(viewId),
    "views.save": (wish, context) => views.save(wish, context),
    "views.change": (change, context) => views.change(change, context),
    "views.remove": ({ viewId }, context) => views.remove(viewId, context),
    "views.restore": ({ viewId }, context) => views.restore(viewId, context),
    "streams.listen": (input, { ports }) => {
      const [port] = ports;
      if (port === undefined) throw new Error("the dispatcher lets no streams.listen through without its port");
      return streams.listen(input, port);
    },
    "snapshots.save": (wish, context) => snapshots.save(wish, context),
    "snapshots.describeFolder": async () => success(await snapshotFolder.describe()),
    "snapshots.changeFolder": (wish, context) => snapshotFolder.change(wish, context),
    "streams.open": (input, { ports }) => {
      const [port] = ports;
      if (port === undefined) throw new Error("the dispatcher lets no streams.open through without its port");
      return streams.open(input, port);
    },
  };
  const dispatcher = createDispatcher({
    handlers,
    database,
    audit,
    currentOperator: () => currentOperator(database),
    log,
  });
  // Windows read the whole list again: not once for each device that batch adding brings.
  const tellDevicesChanged = throttle(clock, 250, () => {
    dispatcher.tell("devices.changed", {});
  });
  devices.onChanged(({ reopenedDeviceId }) => {
    streams.endRemoved();
    if (reopenedDeviceId !== null) keyFrames.forget(reopenedDeviceId);
    if (reopenedDeviceId !== null) streams.endOfDevice(reopenedDeviceId);
    health.devicesChanged(reopenedDeviceId);
    tellDevicesChanged();
  });
  sites.onChanged(({ devicesMoved }) => {
    dispatcher.tell("sites.changed", {});
    if (devicesMoved) tellDevicesChanged();
  });
  imports.onProgressed((job) => {
    dispatcher.tell("imports.progressed", job);
  });
  batches.onProgressed((job) => {
    dispatcher.tell("batches.progressed", job);
  });
  grids.onChanged(() => {
    dispatcher.tell("grids.changed", {});
  });
  views.onChanged(() => {
    dispatcher.tell("views.changed", {});
  });
  snapshotFolder.onChanged(() => {
    dispatcher.tell("snapshots.folderChanged", {});
  });
  health.onChanged((rows) => {
    dispatcher.tell("health.changed", { devices: rows });
  });
  streams.onSession((change) => {
    health.sessionChanged(change);
  });
  streams.onSession(({ sourceId, phase }) => {
    if (phase === "waitingForKeyFrame") void keyFrames.ask(sourceId);
  });
  streams.onMediaChanged((ready) => {
    dispatcher.tell("media.changed", { ready });
  });
  if (settings.demonstration !== null)
    void runDemonstration(settings.demonstration, { devices, sites, log }).catch((thrown: unknown) => {
      log.error({ error: String(thrown) }, "demonstration stopped");
    });

  return success({
    connectMedia: (port) => {
      streams.connectMedia(port);
    },
    loseMedia: () => {
      streams.loseMedia();
    },
    connectWindow: (port, windowName) => {
      dispatcher.connect(port, windowName);
    },
    offerSnapshotFolder: (windowName, folder) => {
      snapshotFolder.offer(windowName, folder);
      dispatcher.tell("snapshots.folderChosen", { windowName });
    },
    onSnapshotFolder: (listener) => {
      listener(snapshotFolder.place);
      snapshotFolder.onChanged(listener);
    },
    recordRefusedPage: (channel, origin) => {
      database.write((db) => {
        audit.record(db, {
          operatorId: null,
          windowName: "none",
          request: channel.slice(0, 64),
          outcome: "forbidden",
          details: { origin },
        });
      });
    },
    close: () => {
      imports.close();
      batches.close();
      health.close();
      database.close();
    },
  });
};
