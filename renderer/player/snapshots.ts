import { ladderTable } from "./ladder";
import type { TileStream } from "./tileStream";
import { connectingView, isPlaying, type TileView } from "./tileView";

/**
 * A picture every few seconds in the place of a stream: opened, let run until its picture is new, and closed again.
 * Between two of them nothing is decoded. Each picture is stamped with its time like any that is not live.
 */
export const showSnapshots = (open: (onView: () => void) => TileStream, onView: () => void): TileStream => {
  let latest: TileStream | null = null;
  let takenAtUtcMs: number | null = null;
  let coming: TileStream | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let ended = false;

  const take = (): void => {
    timer = null;
    if (coming === null || ended) return;
    coming.stop();
    latest?.remove();
    latest = coming;
    coming = null;
    takenAtUtcMs = Date.now();
    timer = setTimeout(next, ladderTable.snapshotEveryMs);
    onView();
  };

  const changed = (): void => {
    if (ended) return;
    if (coming !== null && timer === null && isPlaying(coming.view)) {
      timer = setTimeout(take, ladderTable.snapshotRunMs);
    }
    onView();
  };

  const next = (): void => {
    timer = null;
    coming = open(changed);
  };
  next();

  const snapshot = (view: TileView): TileView => ({
    ...view,
    kind: "snapshot",
    ageS: 0,
    failure: null,
    retryInS: null,
    pictureAtUtcMs: takenAtUtcMs,
  });

  const stop = (): void => {
    ended = true;
    if (timer !== null) clearTimeout(timer);
    latest?.stop();
    coming?.stop();
  };

  return {
    get view() {
      if (coming !== null && (latest === null || coming.view.failure !== null)) {
        return { ...coming.view, pictureAtUtcMs: takenAtUtcMs ?? coming.view.pictureAtUtcMs };
      }
      return snapshot((coming ?? latest)?.view ?? connectingView);
    },
    get facts() {
      return coming?.facts ?? latest?.facts ?? null;
    },
    get frameAgeMs() {
      return takenAtUtcMs === null ? null : Date.now() - takenAtUtcMs;
    },
    stop,
    remove: () => {
      stop();
      latest?.remove();
      coming?.remove();
    },
  };
};
