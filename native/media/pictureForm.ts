import type { StreamContainer, StreamFrames } from "../../app/contract/stream";
import type { GopCache } from "./gopCache";
import { loneKeyFrame } from "./loneKeyFrame";
import type { MediaTag } from "./mediaPart";

/** In what form a viewer is sent the pictures of its source. */
export interface PictureForm {
  container(cache: GopCache): StreamContainer;
  /** All that a file can begin with now; null when there is no picture yet. */
  beginning(cache: GopCache): Uint8Array | null;
  /** What is sent of the next tag, which `cache` has taken already; null: nothing. */
  piece(tag: MediaTag, cache: GopCache): Uint8Array | null;
}

const joined = (pieces: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
};

const everything: PictureForm = {
  container: (cache) => cache.container(),
  beginning: (cache) => {
    const preamble = cache.preamble();
    const group = cache.group();
    return preamble === null || group.length === 0 ? null : joined([...preamble, ...group]);
  },
  piece: (tag) => tag.bytes,
};

const alone = (cache: GopCache, keyFrame: Uint8Array | undefined): Uint8Array | null => {
  const configuration = cache.configuration();
  return configuration === null || keyFrame === undefined
    ? null
    : loneKeyFrame(cache.container(), configuration, keyFrame);
};

/** A picture a group, each by itself: next to nothing to decode. */
const keyFrames: PictureForm = {
  container: () => "annexB",
  beginning: (cache) => alone(cache, cache.group()[0]),
  piece: (tag, cache) => (tag.content === "keyFrame" ? alone(cache, tag.bytes) : null),
};

export const pictureForms: Readonly<Record<StreamFrames, PictureForm>> = { all: everything, keyFrames };
