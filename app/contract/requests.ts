import { z } from "zod";
import { gridSizes } from "../domain/layout";
import { roles, type Role } from "../domain/role";
import { request } from "./definition";
import { device, deviceAddress, discoveredDevice, password, streamQuality, userName } from "./device";

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
      name: z.string().trim().min(1).max(100).optional(),
      userName,
      password,
    }),
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
