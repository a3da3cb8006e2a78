import { z } from "zod";
import { bytes } from "./bytes";
import { streamPhaseMessage } from "./stream";

/**
 * What travels on the port of `streams.listen`, between the one tile of a window that is listened to and media.
 *
 *     window                         media
 *       │ ◄────────── phase connecting, loggingIn, waitingForKeyFrame (it plays, no sound yet)
 *       │ ◄────────── phase live, sound …
 *       │ acknowledge {bytes} ──────────►           cumulative on this port
 *       │ ◄────────── phase ended {failure}         for good: no audio, no session free, given up for a picture
 *       │ close ──────────►
 *
 * Sound that a window does not take in time is dropped, never kept for later.
 */

/** Of all sound on the port, whatever the camera sends: one channel, signed 16 bits, little-endian. */
export const soundRateHz = 16_000;

/** `bytes` holds whole samples. */
export const soundMessage = z.object({ kind: z.literal("sound"), bytes });

/** Media → window. */
export const soundToWindow = z.discriminatedUnion("kind", [streamPhaseMessage, soundMessage]);
export type SoundToWindow = z.infer<typeof soundToWindow>;

/** Window → media. */
export const soundFromWindow = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("acknowledge"),
    /** Bytes handed to the loudspeaker so far. */
    bytes: z.number().int().nonnegative(),
  }),
  z.object({ kind: z.literal("close") }),
]);
export type SoundFromWindow = z.infer<typeof soundFromWindow>;
