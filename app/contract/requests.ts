import { z } from "zod";
import { gridSizes } from "../domain/layout";
import { roles, type Role } from "../domain/role";
import { request } from "./definition";
import {
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
import { importFilter, importJob, importLineResult, importWish, maxImportLines } from "./imports";

const everyone: readonly [Role, ...Role[]] = roles;
const watchers: readonly [Role, ...Role[]] = ["officer", "dispatcher", "administrator"];
const administrators: readonly [Role, ...Role[]] = ["administrator"];

/** A wall as it crosses the contract: `tiles` has exactly `gridSize` entries. */
export const wallLayout = z
  .object({
    gridSize: z.union(gridSizes.map((size) => z.literal(size))),
    tiles: z.array(z.string().max(64).nullable()).max(64).readonly(),
  })
  .refine((layout) => layout.tiles.length === layout.gridSize, { path: ["tiles"], message: "one entry per tile" });

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
  /** A camera without ONVIF: nothing is known of it but the URLs of its streams. */
  "devices.addStream": request({
    input: z.object({
      name: deviceName,
      mainUrl: streamAddress,
      subUrl: streamAddress.optional(),
      /** Empty: those in front of the host in `mainUrl`, if any. */
      userName,
      password,
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
      userName: userName.optional(),
      password: password.optional(),
      transport: streamTransport.optional(),
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
  "devices.remove": request({
    input: z.object({ deviceId: z.string().max(64) }),
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
  "wall.read": request({
    input: z.object({ wallName: z.string().min(1).max(64) }),
    answer: wallLayout.nullable(),
    roles: watchers,
    audited: false,
  }),
  "wall.save": request({
    input: z.object({ wallName: z.string().min(1).max(64), layout: wallLayout }),
    answer: z.object({}),
    roles: watchers,
    audited: false,
  }),
  /** Carries the window's end of a message channel; media answers on it (see stream.ts). */
  "streams.open": request({
    input: z.object({
      cameraId: z.string().max(64),
      quality: streamQuality,
      /** Whether this window can decode H.265 (`MediaSource.isTypeSupported`). */
      playsH265: z.boolean(),
    }),
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
