import type { FrameCount } from "./frameWatch";

/** What came of the frames of a stream, or of all. */
export interface TalliedFrames extends FrameCount {
  /** Handed to the player: those it jumps over are never decoded. */
  readonly fed: number;
}

/** Counts the frames of every stream of the page, for whoever asks how well the page keeps up. */
export interface FrameTally {
  /**
   * A stream with its counts of the file that plays, null while that begins: a new file brings a burst of old frames,
   * which says nothing about the page. Answers how to leave.
   */
  join(count: () => TalliedFrames | null): () => void;
  /** Frames of all streams since the last call. */
  take(): TalliedFrames;
}

export const createFrameTally = (): FrameTally => {
  const seen = new Map<() => TalliedFrames | null, TalliedFrames | null>();
  return {
    join: (count) => {
      seen.set(count, count());
      return () => void seen.delete(count);
    },
    take: () => {
      let decoded = 0;
      let dropped = 0;
      let fed = 0;
      for (const [count, before] of seen) {
        const now = count();
        seen.set(count, now);
        if (now === null || before === null || now.decoded < before.decoded) continue;
        decoded += now.decoded - before.decoded;
        dropped += now.dropped - before.dropped;
        fed += now.fed - before.fed;
      }
      return { decoded, dropped, fed };
    },
  };
};

export const sharedFrameTally = createFrameTally();
