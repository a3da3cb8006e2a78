import { z } from "zod";
import { failureKinds } from "../domain/failure";

/** How the devices are: found by asking them, on a schedule, and by the pictures that run. */

const failureKind = z.enum(failureKinds);

/** `unknown`: not asked yet since the program started. `offline` only after two failed tries, one soon after the other. */
export const healthState = z.enum(["unknown", "online", "offline"]);
export type HealthState = z.infer<typeof healthState>;

/**
 * Whether one recording is being written. `partly`: some of its tracks; `stopped`: it has a job that does not run;
 * `failed`: its job reports an error; `noJob`: nothing is meant to write it; `unknown`: not told.
 */
export const channelRecordingState = z.enum(["recording", "partly", "stopped", "failed", "noJob", "unknown"]);
export type ChannelRecordingState = z.infer<typeof channelRecordingState>;

/** One recording of a recorder: as a rule one for each of its channels. Times are by the recorder's own clock. */
export const channelRecording = z.object({
  /** As the recorder calls it; its token where it calls it nothing. */
  name: z.string(),
  /** The media profile (or video source) it is made from; empty where that is not told. An opaque string. */
  sourceToken: z.string(),
  state: channelRecordingState,
  /** What it reports as the error, in its own words; mostly empty. */
  error: z.string(),
  oldestAtUtcMs: z.number().nullable(),
  newestAtUtcMs: z.number().nullable(),
});
export type ChannelRecording = z.infer<typeof channelRecording>;

/** More are not asked for, and the recorder's own sum alone is told of them. */
export const maxRecordingChannels = 256;

/**
 * What a recorder tells of its recordings (ONVIF Recording and Search services). `state` sums its channels up:
 * `recording` all that have a job are written, `partly` some are, `stopped` none is, `failed` one reports an error,
 * `unknown` it has the services and does not say, `denied` this account may not ask, `unsupported` it has no such services.
 */
export const recordingHealth = z.object({
  state: z.enum(["recording", "partly", "stopped", "failed", "unknown", "denied", "unsupported"]),
  /** When it told all this, by the workstation's clock. */
  toldAtUtcMs: z.number(),
  channels: z.array(channelRecording).max(maxRecordingChannels),
  /** How many recordings it holds; null where it does not tell. */
  recordings: z.number().int().nonnegative().nullable(),
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
  /** Null until it was asked for the first time. */
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
