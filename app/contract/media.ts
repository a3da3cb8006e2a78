import { z } from "zod";
import { failureSchema } from "./failure";
import { streamFrames, streamPhase } from "./stream";

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

/** An RTSP source of which it is asked what it sends, and nothing more. */
export const sourceToDescribe = mediaSource.pick({ url: true, credential: true, certificateSha256: true });
export type SourceToDescribe = z.infer<typeof sourceToDescribe>;

/** What a source says it sends. */
export const sourceDescription = z.object({
  /** `H264`, `H265`, `JPEG`. */
  encoding: z.string().max(16),
  /** Frames per second; 0: not said. */
  frameRate: z.number().nonnegative(),
  /** Of the certificate it showed; null without TLS. */
  certificateSha256: z.string().nullable(),
});
export type SourceDescription = z.infer<typeof sourceDescription>;

/** Station → media. `open` carries the window's port; `frames` is all when absent. */
export const mediaCommand = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("open"), source: mediaSource, frames: streamFrames.optional() }),
  /** The sound of a source, by a session and an `id` of its own (`<cameraId>/<quality>/sound`); carries the port too. */
  z.object({ kind: z.literal("listen"), source: mediaSource }),
  /** End the session of a source at once, for instance because its device was removed. */
  z.object({ kind: z.literal("end"), sourceId: z.string() }),
  /** A person has changed a device's record: a login it refused before may be tried again. */
  z.object({ kind: z.literal("forgive"), deviceId: z.string() }),
  /** Answered by `described` with the same `questionId`. */
  z.object({ kind: z.literal("describe"), questionId: z.number().int(), source: sourceToDescribe }),
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
  z.object({
    kind: z.literal("described"),
    questionId: z.number().int(),
    result: z.discriminatedUnion("ok", [
      z.object({ ok: z.literal(true), value: sourceDescription }),
      z.object({ ok: z.literal(false), error: failureSchema }),
    ]),
  }),
]);
export type MediaReport = z.infer<typeof mediaReport>;
