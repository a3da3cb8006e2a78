import type { Store } from "../../store";
import type { Station } from "../../station";
import { wallNamed, wallNotSaved, wallRestored, wallSaved } from "./wallSlice";
import { keptViewOf } from "./wallState";

/** Changes within this time are saved together. */
const saveAfterMs = 300;

/** Restores this window's wall when the station is ready and saves every change of it. Answers what saves at once. */
export const keepWall = (store: Store, station: Station, delayMs: number = saveAfterMs): (() => void) => {
  let sentRevision = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const later = (): void => {
    timer ??= setTimeout(() => void save(), delayMs);
  };

  const restore = async (wallName: string): Promise<void> => {
    store.dispatch(wallNamed(wallName));
    if (store.getState().wall.restored) return;
    const read = await station.request("wall.read", { wallName });
    if (read.ok) store.dispatch(wallRestored(read.value));
    // Lost on the way: the next `ready` reads again. Anything else must not keep the desk from working.
    else if (read.error.kind !== "processLost") store.dispatch(wallRestored(null));
  };

  const save = async (): Promise<void> => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const { wall } = store.getState();
    const { wallName, layout, revision } = wall;
    if (wallName === null || revision === sentRevision) return;
    sentRevision = revision;
    const saved = await station.request("wall.save", { wallName, layout, view: keptViewOf(wall) });
    if (sentRevision !== revision) return;
    if (saved.ok) {
      store.dispatch(wallSaved(revision));
    } else {
      sentRevision = store.getState().wall.savedRevision;
      store.dispatch(wallNotSaved(saved.error));
      // A new station may have been handed over while this was under way.
      if (saved.error.kind === "processLost" && station.state.state === "ready") later();
    }
  };

  station.onState((state) => {
    if (state.state !== "ready") return;
    void restore(state.wallName);
    void save();
  });

  let seenRevision = 0;
  store.subscribe(() => {
    const { revision } = store.getState().wall;
    if (revision === seenRevision) return;
    seenRevision = revision;
    later();
  });

  return () => void save();
};
