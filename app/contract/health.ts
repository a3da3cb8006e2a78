import { z } from "zod";
import { failureKinds } from "../domain/failure";

/** How the devices are: found by asking them, on a schedule, and by the pictures that run. */

const failureKind = z.enum(failureKinds);

/** `unknown`: not asked yet since the program started. `offline` only after two failed tries, one soon after the other. */
export const healthState = z.enum(["unknown", "online", "offline"]);
export type HealthState = z.infer<typeof healthState>;

/**
 * What a recorder tells of its recordings (ONVIF Recording and Search services). `state` sums its recording jobs up:
 * `recording` all of them run, `partly` some do, `stopped` none does, `failed` one reports an error.
 */
export const recordingHealth = z.object({
  state: z.enum(["recording", "partly", "stopped", "failed", "unknown"]),
  jobs: z.number().int().nonnegative(),
  runningJobs: z.number().int().nonnegative(),
  /** The oldest and the newest picture in its storage, by the recorder's own clock; null where it does not tell. */
  oldestAtUtcMs: z.number().nullable(),
  newestAtUtcMs: z.number().nullable(),
});
export type RecordingHealth = z.infer<typeof recordingHealth>;

/** One device. */
export const deviceHealth = z.object({
  deviceId: z.string(),
  state: healthState,
  /** Since when as far as seen by this program: the first failed try, the first success; null while `unknown`. */
  sinceUtcMs: z.number().nullable(),
  /** Why it is offline. */
  cause: failureKind.nullable(),
  /**
   * Why it is not logged into any more: it refused the stored password once (or locked the account), and is left alone
   * until the record is changed. It may be online all the same.
   */
  loginFailure: failureKind.nullable(),
  /** Device clock minus workstation clock; null where the device does not tell its time. */
  clockOffsetMs: z.number().nullable(),
  firmwareVersion: z.string(),
  /** The last time another firmware was found; null: never. */
  firmwareChange: z.object({ before: z.string(), atUtcMs: z.number() }).nullable(),
  /** Null for a device that tells nothing of recordings. */
  recording: recordingHealth.nullable(),
});
export type DeviceHealth = z.infer<typeof deviceHealth>;

/** A stretch of time in a device's history: out of reach, or nobody looked because the program did not run. */
export const outage = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("outage"),
    startedAtUtcMs: z.number(),
    /** Null: still out of reach. */
    endedAtUtcMs: z.number().nullable(),
    cause: failureKind,
    /** How much of it the program did not run, so that it may have ended earlier. */
    blindMs: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal("blind"), startedAtUtcMs: z.number(), endedAtUtcMs: z.number() }),
]);
export type Outage = z.infer<typeof outage>;
