import PQueue from "p-queue";
import type { Clock } from "../base/clock";
import type { Log } from "../base/log";
import { query, type Database } from "../database";
import type { FailureKind } from "../domain/failure";
import { success, type Result } from "../domain/result";
import { openOnvifClient, type Services } from "./onvif/client";
import { onvifLimits, type OnvifLimits } from "./onvif/limits";

/**
 * Asks cameras for a key frame at once (ONVIF Media and Media2, SetSynchronizationPoint), so that a stream that was just
 * opened shows its picture before the next group of pictures begins. Many honour it, some refuse, some do nothing.
 */
export interface KeyFrameRequests {
  /**
   * @param sourceId `<cameraId>/<quality>`; asked at most every few seconds. A device that refused once is left alone.
   * Resolves when that is over, whatever came of it: the frame comes in the stream.
   */
  ask(sourceId: string): Promise<void>;
  /** Another address, login or maker may stand behind this device now. */
  forget(deviceId: string): void;
}

interface TargetRow {
  readonly device_id: string;
  readonly service_url: string;
  readonly user_name: string;
  readonly password: string;
  readonly certificate_sha256: string | null;
  readonly profile_token: string;
}

const targetOf = query<[cameraId: string, quality: string], TargetRow>(
  "devices.keyFrameTarget",
  `SELECT camera.device_id, device.service_url, device.user_name, device.password, device.certificate_sha256,
          camera_stream.profile_token
     FROM camera_stream
     JOIN camera ON camera.id = camera_stream.camera_id
     JOIN device ON device.id = camera.device_id
    WHERE camera_stream.camera_id = ? AND camera_stream.quality = ? AND device.kind = 'onvif'`,
);

/** One source is asked no more often, ms. */
const askEveryMs = 3_000;
const askedAtOnce = 8;
/** Whoever waits behind so many has its key frame sooner by itself. */
const longestQueue = 64;
/** A key frame that is late is of no use: a slow device is not waited for. */
const keyFrameLimits: OnvifLimits = { ...onvifLimits, connectMs: 1_000, answerMs: 2_000 };

/** Says nothing about whether the device can. */
const passing: ReadonlySet<FailureKind> = new Set(["unreachable", "timedOut", "connectionLost"]);

export const createKeyFrameRequests = (parts: {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
}): KeyFrameRequests => {
  const { database, clock, log } = parts;
  const queue = new PQueue({ concurrency: askedAtOnce });
  const askedAtMs = new Map<string, number>();
  const servicesOf = new Map<string, Services>();
  const refusing = new Set<string>();

  const askDevice = async (row: TargetRow): Promise<Result<unknown>> => {
    const { device_id: deviceId, user_name: userName, password } = row;
    const client = openOnvifClient({
      serviceUrl: row.service_url,
      credential: userName === "" ? null : { userName, password },
      certificateSha256: row.certificate_sha256,
      clock,
      limits: keyFrameLimits,
    });
    try {
      // Tells the client the device's time, without which a UsernameToken would be refused and count as a wrong try.
      const measured = await client.measureClock();
      if (!measured.ok) return measured;
      const known = servicesOf.get(deviceId);
      const services = known === undefined ? await client.services() : success(known);
      if (!services.ok) return services;
      servicesOf.set(deviceId, services.value);
      return await client.setSynchronizationPoint(services.value, row.profile_token);
    } finally {
      await client.close();
    }
  };

  return {
    ask: async (sourceId) => {
      const [cameraId = "", quality = ""] = sourceId.split("/");
      const row = database.read((db) => db.get(targetOf, cameraId, quality));
      if (row === undefined || refusing.has(row.device_id) || queue.size >= longestQueue) return;
      const nowMs = clock.monotonicMs();
      if (nowMs - (askedAtMs.get(sourceId) ?? -Infinity) < askEveryMs) return;
      askedAtMs.set(sourceId, nowMs);
      const asked = await queue.add(() => askDevice(row));
      if (asked.ok || passing.has(asked.error.kind) || refusing.has(row.device_id)) return;
      refusing.add(row.device_id);
      log.info({ deviceId: row.device_id, failure: asked.error }, "this device sends no key frame on demand");
    },
    forget: (deviceId) => {
      refusing.delete(deviceId);
      servicesOf.delete(deviceId);
    },
  };
};
