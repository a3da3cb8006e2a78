import { failure, type Failure } from "../../app/domain/failure";
import type { StreamPlayer } from "./streamSession";

/** As asked of MediaSource (portPlayer.ts), here with the parameter sets in the stream. */
const h265 = "hev1.1.6.L120.90";
const sequenceParameterSet = 7;
const hex = (byte: number | undefined): string => (byte ?? 0).toString(16).padStart(2, "0");

/**
 * The codec of a picture in Annex B that begins with a start code of four bytes and a parameter set: H.264's name holds
 * profile, constraints and level of its sequence parameter set (RFC 6381 §3.3).
 */
export const codecOf = (picture: Uint8Array): string =>
  ((picture[4] ?? 0) & 0x1f) === sequenceParameterSet
    ? `avc1.${hex(picture[5])}${hex(picture[6])}${hex(picture[7])}`
    : h265;

/**
 * Draws key frames that come one by one; nothing else is decoded. `onFailure` is called at most once: `unsupported`
 * where this machine cannot decode the video.
 */
export const startKeyFramePictures = (
  canvas: HTMLCanvasElement,
  onPicture: () => void,
  onFailure: (failure: Failure) => void,
): StreamPlayer => {
  let over = false;
  let codec = "";
  let number = 0;

  const fail = (error: unknown): void => {
    if (over) return;
    over = true;
    onFailure(failure("unsupported", `${codec} ${String(error)}`.slice(0, 300), "video"));
  };

  const decoder = new VideoDecoder({
    output: (frame) => {
      if (!over) {
        if (canvas.width !== frame.displayWidth) canvas.width = frame.displayWidth;
        if (canvas.height !== frame.displayHeight) canvas.height = frame.displayHeight;
        canvas.getContext("2d", { alpha: false })?.drawImage(frame, 0, 0);
      }
      frame.close();
      if (!over) onPicture();
    },
    error: fail,
  });

  return {
    feed: (bytes) => {
      if (over) return;
      try {
        const next = codecOf(bytes);
        if (next !== codec) decoder.configure({ codec: next, optimizeForLatency: true });
        codec = next;
        decoder.decode(new EncodedVideoChunk({ type: "key", timestamp: number++, data: bytes }));
        // Otherwise a decoder may hold a picture back until the next one comes.
        decoder.flush().catch(() => undefined);
      } catch (error) {
        fail(error);
      }
    },
    destroy: () => {
      over = true;
      if (decoder.state !== "closed") decoder.close();
    },
  };
};
