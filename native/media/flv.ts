import { refusal, success, type Result } from "../../app/domain/result";
import type { MediaContent, MediaPart, MediaReader } from "./mediaPart";

/**
 * Incremental reader of an FLV file (Adobe Video File Format Specification 10.1, annex E) as ffmpeg writes it to a pipe:
 * bytes in at any boundary, whole tags out, each in memory of its own so that it can be posted without its neighbours.
 */

const headerBytes = 9 + 4;
const tagHeaderBytes = 11;
const trailerBytes = 4;

const contentOf = (tag: Uint8Array): MediaContent => {
  const type = (tag[0] ?? 0) & 0x1f;
  if (type === 18) return "metadata";
  if (type !== 9 || tag.length <= tagHeaderBytes + trailerBytes + 1) return "other";
  const frameType = (tag[tagHeaderBytes] ?? 0) >> 4;
  const packetType = tag[tagHeaderBytes + 1];
  if (packetType === 0) return "videoConfiguration";
  if (packetType !== 1) return "other";
  return frameType === 1 ? "keyFrame" : "frame";
};

/** @param maxTagBytes a larger tag is refused as `answerTooLarge`, part `flv.tag`. */
export const flvReader = (maxTagBytes: number): MediaReader => {
  /** What is being filled: the file header, the 11 bytes of a tag header, or a whole tag. */
  let filling: "file" | "tagHeader" | "tag" = "file";
  let target: Uint8Array = new Uint8Array(headerBytes);
  let filled = 0;
  let failed: Result<readonly MediaPart[]> | null = null;

  const expect = (what: typeof filling, bytes: Uint8Array, already: number): void => {
    filling = what;
    target = bytes;
    filled = already;
  };

  const complete = (): Result<MediaPart | null> => {
    const bytes = target;
    switch (filling) {
      case "file":
        if (bytes[0] !== 0x46 || bytes[1] !== 0x4c || bytes[2] !== 0x56)
          return refusal("malformedAnswer", "not an FLV file", "flv.header");
        expect("tagHeader", new Uint8Array(tagHeaderBytes), 0);
        return success({ kind: "header", container: "flv", bytes });
      case "tagHeader": {
        const dataBytes = ((bytes[1] ?? 0) << 16) | ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0);
        const tagBytes = tagHeaderBytes + dataBytes + trailerBytes;
        if (tagBytes > maxTagBytes) return refusal("answerTooLarge", `an FLV tag of ${tagBytes} bytes`, "flv.tag");
        const tag = new Uint8Array(tagBytes);
        tag.set(bytes);
        expect("tag", tag, tagHeaderBytes);
        return success(null);
      }
      case "tag": {
        const trailer = new DataView(bytes.buffer).getUint32(bytes.length - trailerBytes);
        if (trailer !== bytes.length - trailerBytes)
          return refusal("malformedAnswer", "an FLV tag and the length behind it disagree", "flv.tag");
        expect("tagHeader", new Uint8Array(tagHeaderBytes), 0);
        return success({ kind: "tag", content: contentOf(bytes), bytes });
      }
    }
  };

  return {
    read: (chunk) => {
      if (failed !== null) return failed;
      const parts: MediaPart[] = [];
      let position = 0;
      while (position < chunk.length) {
        const taken = Math.min(target.length - filled, chunk.length - position);
        target.set(chunk.subarray(position, position + taken), filled);
        filled += taken;
        position += taken;
        if (filled < target.length) break;
        const completed = complete();
        if (!completed.ok) return (failed = completed);
        if (completed.value !== null) parts.push(completed.value);
      }
      return success(parts);
    },
  };
};
