import { z } from "zod";
import { roles, type Role } from "../domain/role";
import { batchFilter, batchJob, batchResult, batchWish, maxBatchDevices } from "./batch";
import { request } from "./definition";
import {
  cameraNumber,
  certificateSha256,
  device,
  deviceAddress,
  discoveredDevice,
  password,
  streamAddress,
  streamQuality,
  streamTransport,
  userName,
} from "./device";
import { deviceHealth, outage } from "./health";
import { streamFrames } from "./stream";
import { savedSnapshot, snapshotFolder, snapshotFolderChange, snapshotWish } from "./snapshot";
import { importFilter, importJob, importLineResult, importWish, maxImportLines } from "./imports";
import { deviceCode, maxDevicesPlaced, site, siteFields } from "./site";
import {
  gridIdOnly,
  keptWall,
  openedView,
  ownGrid,
  ownGridWish,
  viewChange,
  viewIdOnly,
  viewOutcome,
  viewSummary,
  viewWish,
} from "./wall";

const everyone: readonly [Role, ...Role[]] = roles;
const watchers: readonly [Role, ...Role[]] = ["officer", "dispatcher", "administrator"];
const administrators: readonly [Role, ...Role[]] = ["administrator"];

const deviceName = z.string().trim().min(1).max(100);

/** Every request a window can make of the station. Named `domain.verb`. */
export const requests = {
  "station.describe": request({
    input: z.object({}),
    answer: z.object({
      programVersion: z.string(),
      schemaVersion: z.number().int(),
      /** Runs on a scratch folder with simulated cameras. */
      demonstration: z.boolean(),
      operator: z.object({ id: z.string(), name: z.string(), roles: z.array(z.enum(roles)) }),
      /** Whether media is up, for windows that come after it went. */
      mediaReady: z.boolean(),
      /** Last backup that was opened and checked; null when none was made yet. */
      lastBackupAtUtcMs: z.number().nullable(),
    }),
    roles: everyone,
    audited: false,
  }),
  "devices.list": request({
    input: z.object({}),
    answer: z.array(device),
    roles: everyone,
    audited: false,
  }),
  "devices.discover": request({
    input: z.object({
      /** IPv4 of the network interface to ask on; all when absent. */
      interfaceAddress: z.ipv4().optional(),
    }),
    answer: z.array(discoveredDevice),
    roles: administrators,
    audited: true,
  }),
  "devices.add": request({
    input: z.object({
      address: deviceAddress,
      /** Shown name; the device's own when absent. */
      name: deviceName.optional(),
      userName,
      password,
    }),
    answer: device,
    roles: administrators,
    audited: true,
  }),
  /** A camera without ONVIF: nothing is known of it but the URLs of its streams. It is asked first what it sends. */
  "devices.addStream": request({
    input: z.object({
      name: deviceName,
      mainUrl: streamAddress,
      subUrl: streamAddress.optional(),
      /** Empty: those in front of the host in `mainUrl`, if any. */
      userName,
      password,
      /** Recorded also when it is not there to be asked. */
      evenIfAbsent: z.boolean().optional(),
    }),
    answer: device,
    roles: administrators,
    audited: true,
  }),
  /**
   * What is absent stays as it is. A new address or login is tried on the device first, and kept only if it answers;
   * cameras keep their ids, and with them their places on the walls.
   */
  "devices.change": request({
    input: z.object({
      deviceId: z.string().max(64),
      name: deviceName.optional(),
      /** As typed: a device address, or for a plain stream the main stream's URL. */
      address: z.union([streamAddress, deviceAddress.regex(/^(?!rtsps?:)/i)]).optional(),
      /** Of a plain stream; empty: it has none any more. A masked password in either URL is the one recorded. */
      subUrl: z.union([streamAddress, z.literal("")]).optional(),
      /** A plain stream: changed also when it is not there to be asked. */
      evenIfAbsent: z.boolean().optional(),
      userName: userName.optional(),
      password: password.optional(),
      transport: streamTransport.optional(),
      /** Null: taken out of its site. */
      siteId: z.string().max(64).nullable().optional(),
      code: deviceCode.nullable().optional(),
      cameraCodes: z
        .array(z.object({ cameraId: z.string().max(64), code: deviceCode.nullable() }))
        .max(256)
        .optional(),
      cameraNumbers: z
        .array(z.object({ cameraId: z.string().max(64), number: cameraNumber }))
        .max(256)
        .optional(),
    }),
    answer: device,
    roles: administrators,
    audited: true,
  }),
  /**
   * After `certificateChanged`, whose `detail` is the SHA-256 of the new certificate: a person has looked at it and
   * takes it in the place of the one before.
   */
  "devices.trustCertificate": request({
    input: z.object({ deviceId: z.string().max(64), sha256: certificateSha256 }),
    answer: device,
    roles: administrators,
    audited: true,
  }),
  /** Fails with `certificateChanged` (see above) when the device shows another certificate than the recorded one. */
  "devices.checkCertificate": request({
    input: z.object({ deviceId: z.string().max(64) }),
    answer: z.object({}),
    roles: administrators,
    audited: true,
  }),
  "devices.remove": request({
    input: z.object({ deviceId: z.string().max(64) }),
    answer: z.object({}),
    roles: administrators,
    audited: true,
  }),
  "sites.list": request({ input: z.object({}), answer: z.array(site), roles: everyone, audited: false }),
  "sites.add": request({ input: siteFields, answer: site, roles: administrators, audited: true }),
  "sites.change": request({
    input: siteFields.extend({ siteId: z.string().max(64) }),
    answer: site,
    roles: administrators,
    audited: true,
  }),
  /** A site with devices goes only with `moveDevices`: they stay, and stand in none then. */
  "sites.remove": request({
    input: z.object({ siteId: z.string().max(64), moveDevices: z.boolean() }),
    answer: z.object({}),
    roles: administrators,
    audited: true,
  }),
  /** Puts devices into a site, or out of theirs (null): all of them or, where one is gone, none. */
  "sites.place": request({
    input: z.object({
      siteId: z.string().max(64).nullable(),
      deviceIds: z.array(z.string().max(64)).min(1).max(maxDevicesPlaced),
    }),
    answer: z.object({}),
    roles: administrators,
    audited: true,
  }),
  /** Adds many devices; answers once every line is recorded. Only one job at a time; results of the last are dropped. */
  "imports.start": request({ input: importWish, answer: importJob, roles: administrators, audited: true }),
  /** Lines under way end; the rest waits for `imports.resume`. */
  "imports.stop": request({ input: z.object({}), answer: importJob, roles: administrators, audited: true }),
  "imports.resume": request({ input: z.object({}), answer: importJob, roles: administrators, audited: true }),
  "imports.read": request({
    input: z.object({
      filter: importFilter,
      offset: z.number().int().min(0).max(maxImportLines),
      limit: z.number().int().min(1).max(200),
    }),
    /** `job` is null as long as there was none. */
    answer: z.object({ job: importJob.nullable(), lines: z.array(importLineResult) }),
    roles: administrators,
    audited: false,
  }),
  /** Does one thing to many devices; answers once it has begun. Each device leaves a row of its own in the trace. */
  "batches.start": request({ input: batchWish, answer: batchJob, roles: administrators, audited: true }),
  /** Devices under way end; what was done stays done. */
  "batches.stop": request({ input: z.object({}), answer: batchJob, roles: administrators, audited: true }),
  /** Goes on with the devices that a stopped job has left; `notFound` when none was stopped. */
  "batches.resume": request({ input: z.object({}), answer: batchJob, roles: administrators, audited: true }),
  /** Devices of the records that the job was about and that are not done, in its order. */
  "batches.unsuccessful": request({
    input: z.object({}),
    answer: z.array(z.string().max(64)).max(maxBatchDevices),
    roles: administrators,
    audited: false,
  }),
  "batches.read": request({
    input: z.object({
      filter: batchFilter,
      offset: z.number().int().min(0).max(maxBatchDevices),
      limit: z.number().int().min(1).max(200),
    }),
    /** `job` is null as long as there was none. */
    answer: z.object({ job: batchJob.nullable(), results: z.array(batchResult) }),
    roles: administrators,
    audited: false,
  }),
  /** One row for each device of the records. */
  "health.list": request({ input: z.object({}), answer: z.array(deviceHealth), roles: everyone, audited: false }),
  /** A device's history, newest first; `total` counts all of it. */
  "health.outages": request({
    input: z.object({
      deviceId: z.string().max(64),
      offset: z.number().int().min(0).max(1_000_000),
      limit: z.number().int().min(1).max(200),
    }),
    answer: z.object({ total: z.number().int().nonnegative(), outages: z.array(outage) }),
    roles: everyone,
    audited: false,
  }),
  /** Asks a device now, and everything; not what needs a password that it refused. */
  "health.probe": request({
    input: z.object({ deviceId: z.string().max(64) }),
    answer: deviceHealth,
    roles: administrators,
    audited: true,
  }),
  "wall.read": request({
    input: z.object({ wallName: z.string().min(1).max(64) }),
    answer: keptWall.nullable(),
    roles: watchers,
    audited: false,
  }),
  "wall.save": request({
    input: z.object({ wallName: z.string().min(1).max(64), ...keptWall.shape }),
    answer: z.object({}),
    roles: watchers,
    audited: false,
  }),
  "grids.list": request({ input: z.object({}), answer: z.array(ownGrid), roles: watchers, audited: false }),
  "grids.save": request({ input: ownGridWish, answer: ownGrid, roles: watchers, audited: true }),
  "grids.remove": request({ input: gridIdOnly, answer: z.object({}), roles: watchers, audited: true }),
  "views.list": request({ input: z.object({}), answer: z.array(viewSummary), roles: watchers, audited: false }),
  /** Reads a view for a wall to show it, and notes that it was. */
  "views.open": request({ input: viewIdOnly, answer: openedView, roles: watchers, audited: false }),
  "views.save": request({ input: viewWish, answer: viewOutcome, roles: watchers, audited: true }),
  "views.change": request({ input: viewChange, answer: viewOutcome, roles: watchers, audited: true }),
  /** It can be brought back for a month. */
  "views.remove": request({ input: viewIdOnly, answer: z.object({}), roles: watchers, audited: true }),
  "views.restore": request({ input: viewIdOnly, answer: viewSummary, roles: watchers, audited: true }),
  /** Audited with the camera, who, how many bytes and their SHA-256. */
  "snapshots.save": request({ input: snapshotWish, answer: savedSnapshot, roles: watchers, audited: true }),
  "snapshots.describeFolder": request({
    input: z.object({}),
    answer: snapshotFolder,
    roles: everyone,
    audited: false,
  }),
  /** From the next snapshot on. A folder that cannot be written is refused, and the one before stays in use. */
  "snapshots.changeFolder": request({
    input: snapshotFolderChange,
    answer: snapshotFolder,
    roles: administrators,
    audited: true,
  }),
  /** Carries the window's end of a message channel; media answers on it (see stream.ts). */
  "streams.open": request({
    input: z.object({
      cameraId: z.string().max(64),
      quality: streamQuality,
      /** Whether this window can decode H.265 (`MediaSource.isTypeSupported`). */
      playsH265: z.boolean(),
      /** All when absent. */
      frames: streamFrames.optional(),
    }),
    answer: z.object({ sourceId: z.string(), quality: streamQuality }),
    roles: watchers,
    audited: true,
    carriesPort: true,
  }),
  /** The sound of one camera; carries the window's end of a message channel; media answers on it (see sound.ts). */
  "streams.listen": request({
    input: z.object({ cameraId: z.string().max(64), quality: streamQuality }),
    answer: z.object({ sourceId: z.string(), quality: streamQuality }),
    roles: watchers,
    audited: true,
    carriesPort: true,
  }),
} as const;

export type Requests = typeof requests;
export type RequestName = keyof Requests;
export type InputOf<Name extends RequestName> = z.infer<Requests[Name]["input"]>;
export type AnswerOf<Name extends RequestName> = z.infer<Requests[Name]["answer"]>;
