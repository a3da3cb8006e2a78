import { z } from "zod";
import { failureSchema } from "./failure";
import { streamPhase } from "./stream";

/** What travels between station and media. The station resolves source and credential; media asks no questions. */

/** A camera's name and password. Stays in memory of station and media; never logged, never on a command line. */
export const credential = z.object({ userName: z.string(), password: z.string() });
export type Credential = z.infer<typeof credential>;

/** One RTSP source. Sources with the same `id` share one session. */
export const mediaSource = z.object({
  /** Stable name of camera and quality: `<cameraId>/<quality>`. */
  id: z.string().min(1).max(200),
  /** rtsp URL without user information, as the device gave it. */
  url: z.string().max(2048),
  credential: credential.nullable(),
  /** Sessions are counted for each device. */
  deviceId: z.string().max(64),
  /** `auto`: TCP first, UDP when the device refuses TCP (RTSP 461). */
  transport: z.enum(["auto", "tcp", "udp"]),
  /** SHA-256 of the certificate an rtsps device was first seen with, hexadecimal; null: none seen, take and report it. */
  certificateSha256: z.string().nullable(),
  /** The window plays H.265 itself; otherwise it is transcoded. */
  playsH265: z.boolean(),
});
export type MediaSource = z.infer<typeof mediaSource>;

/** Station → media. `open` carries the window's port. */
export const mediaCommand = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("open"), source: mediaSource }),
  /** End the session of a source at once, for instance because its device was removed. */
  z.object({ kind: z.literal("end"), sourceId: z.string() }),
]);
export type MediaCommand = z.infer<typeof mediaCommand>;

/** Media → station. */
export const mediaReport = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("phase"),
    sourceId: z.string(),
    phase: streamPhase,
    failure: failureSchema.optional(),
  }),
  /** An rtsps device showed its certificate for the first time. */
  z.object({ kind: z.literal("certificateSeen"), deviceId: z.string(), sha256: z.string() }),
  /** The last viewer has gone and the linger is over, or the session was ended. */
  z.object({ kind: z.literal("sessionEnded"), sourceId: z.string() }),
]);
export type MediaReport = z.infer<typeof mediaReport>;
