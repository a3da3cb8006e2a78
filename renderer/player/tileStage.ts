import type { StreamQuality } from "../../app/contract/device";
import type { TileStream } from "./tileStream";
import { isPlaying, type TileView } from "./tileView";

/** How a camera is shown: as a stream of this quality, by its key frames alone, or by a picture now and then. */
export type Showing = StreamQuality | "keyFrames" | "snapshots";

/** What a tile's stream is opened with: shows it on top of those there are. */
export type OpenStream = (showing: Showing, onView: () => void) => TileStream;

/** One camera in one tile, however it is wanted. */
export interface TileStage {
  /** The stream whose picture is seen. */
  readonly shown: TileStream | null;
  want(showing: Showing): void;
  end(): void;
}

interface Opened {
  readonly showing: Showing;
  readonly stream: TileStream;
}

/**
 * Changes from one quality to the other without a gap: the old stream plays on until the new one has its first frame.
 * When the device takes no further session for that moment, the old one gives up its own and leaves its last picture.
 *
 *     shown ──want other──► shown + coming ──coming plays──► coming is shown, the old one removed
 *                               └──want the shown one again──► coming removed
 */
export const stageTile = (open: OpenStream, onView: (view: TileView) => void): TileStage => {
  let shown: Opened | null = null;
  let coming: Opened | null = null;
  let stoppedForNext = false;

  const view = (): TileView | null => {
    if (shown === null) return null;
    const old = shown.stream.view;
    if (coming === null) return old;
    const next = coming.stream.view;
    if (isPlaying(old) && !stoppedForNext) return { ...old, otherQuality: next.failure };
    return { ...next, pictureAtUtcMs: next.pictureAtUtcMs ?? old.pictureAtUtcMs };
  };

  const changed = (): void => {
    if (coming !== null && shown !== null) {
      const next = coming.stream.view;
      if (isPlaying(next)) {
        shown.stream.remove();
        shown = coming;
        coming = null;
        stoppedForNext = false;
      } else if (next.failure?.kind === "sessionLimit" && !stoppedForNext) {
        stoppedForNext = true;
        shown.stream.stop();
      }
    }
    const now = view();
    if (now !== null) onView(now);
  };

  const opened = (showing: Showing): Opened => ({ showing, stream: open(showing, changed) });

  return {
    get shown() {
      return shown?.stream ?? null;
    },
    want: (showing) => {
      if (shown === null) {
        shown = opened(showing);
      } else if (shown.showing === showing && !stoppedForNext) {
        coming?.stream.remove();
        coming = null;
      } else if (coming?.showing !== showing) {
        coming?.stream.remove();
        coming = opened(showing);
      }
      changed();
    },
    end: () => {
      coming?.stream.remove();
      shown?.stream.remove();
      coming = null;
      shown = null;
    },
  };
};
