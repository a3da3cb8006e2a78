import { z } from "zod";
import { bytes } from "./bytes";
import { failureSchema } from "./failure";

/**
 * What travels on a stream's port, between one tile of a window and the media process.
 *
 * The port is the permission: whoever holds it may watch this one source. Media sends `phase`, `begin` and `chunk`;
 * the window sends `acknowledge` and `close`.
 *
 *     window                         media
 *       │ ◄────────── phase connecting, loggingIn, waitingForKeyFrame
 *       │ ◄────────── begin {generation 1}          a new FLV file starts: make a new player
 *       │ ◄────────── chunk {generation 1} …        first chunk: FLV header, then the cached group of pictures
 *       │ acknowledge {bytes} ──────────►           cumulative within the generation
 *       │ ◄────────── begin {generation 2}          cut to the next key frame, or the source was opened again
 *       │ close ──────────►
 */

/** Where a source stands. `live` says frames arrive; whether they are recent the tile decides by their age. */
export const streamPhase = z.enum([
  "connecting", // reaching the camera
  "loggingIn", // the camera asked for credentials
  "waitingForKeyFrame", // playing, nothing to show yet
  "live", // frames arrive
  "stalled", // connected, no frame for a while
  "waitingToRetry", // failed; tries again at `retryAtUtcMs`
  "refused", // credentials refused: waits for a person
  "ended", // closed on purpose
]);
export type StreamPhase = z.infer<typeof streamPhase>;

export const streamPhaseMessage = z.object({
  kind: z.literal("phase"),
  phase: streamPhase,
  /** Why, for `stalled`, `waitingToRetry` and `refused`. */
  failure: failureSchema.optional(),
  /** When the next try starts, for `waitingToRetry`. */
  retryAtUtcMs: z.number().optional(),
});

/** What a window wants of a source: the whole of it, or its key frames alone where it cannot decode more. */
export const streamFrames = z.enum(["all", "keyFrames"]);
export type StreamFrames = z.infer<typeof streamFrames>;

/**
 * How the pictures are packed. `annexB`, for a viewer of key frames: each chunk is one of them with its parameter sets
 * in front, the first unit telling the codec (H.264 Annex B, H.265 Annex B).
 */
export const streamContainer = z.enum(["flv", "mpegts", "annexB"]);
export type StreamContainer = z.infer<typeof streamContainer>;

export const streamBeginMessage = z.object({
  kind: z.literal("begin"),
  /** Rises by one at every new FLV file on this port; chunks of an older one are to be ignored. */
  generation: z.number().int().positive(),
  container: streamContainer,
  /** Why a new file began: the first, the window was too slow, or the source was opened again. */
  reason: z.enum(["first", "cutToKeyFrame", "reopened"]),
});

/** What the tile shows on demand of its stream; sent when it changes, at most once a second. */
export const streamFactsMessage = z.object({
  kind: z.literal("facts"),
  /** As the camera sends it: `H264`, `H265`, `JPEG`. */
  encoding: z.string().max(16),
  /** Of the sound beside it, as the camera names it; null where there is none. */
  audioEncoding: z.string().max(16).nullable(),
  /** 0 as long as it is not known. */
  widthPx: z.number().int().nonnegative(),
  heightPx: z.number().int().nonnegative(),
  frameRate: z.number().nonnegative(),
  /** Received, over the last seconds. */
  bitRateKbps: z.number().nonnegative(),
  transport: z.enum(["tcp", "udp", "tls"]),
  /** Whether ffmpeg has to encode it anew for this window, and with what. */
  transcoding: z.enum(["none", "software", "hardware"]),
  /** Where it is: what transcoding takes of this machine now, and may take at most, in cores. */
  transcodeBudget: z.object({ usedCores: z.number().nonnegative(), cores: z.number().positive() }).optional(),
  /** How often the source had to be opened again. */
  reconnects: z.number().int().nonnegative(),
  /** RTSP sessions open on the camera's device now, and the most it was seen to take (null: not learnt). */
  deviceSessions: z.number().int().nonnegative(),
  deviceSessionLimit: z.number().int().positive().nullable(),
  /** The camera's own clock by its RTCP sender reports (RFC 3550 §6.4.1), and this machine's at the same moment. */
  cameraClock: z.object({ cameraUtcMs: z.number(), atUtcMs: z.number() }).nullable(),
});
export type StreamFactsMessage = z.infer<typeof streamFactsMessage>;

/** `bytes` holds whole FLV tags. */
export const streamChunkMessage = z.object({
  kind: z.literal("chunk"),
  generation: z.number().int().positive(),
  bytes,
});

/** Media → window. */
export const streamToWindow = z.discriminatedUnion("kind", [
  streamPhaseMessage,
  streamBeginMessage,
  streamFactsMessage,
  streamChunkMessage,
]);
export type StreamToWindow = z.infer<typeof streamToWindow>;
export type StreamPhaseMessage = z.infer<typeof streamPhaseMessage>;

/** Window → media. */
export const streamFromWindow = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("acknowledge"),
    generation: z.number().int().positive(),
    /** Bytes of this generation handed to the player so far. */
    bytes: z.number().int().nonnegative(),
  }),
  z.object({ kind: z.literal("close") }),
]);
export type StreamFromWindow = z.infer<typeof streamFromWindow>;
