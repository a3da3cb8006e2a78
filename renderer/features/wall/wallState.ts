import type { KeptWall, WallView } from "../../../app/contract/wall";
import type { Failure, FailureKind } from "../../../app/domain/failure";
import type { GridCell } from "../../../app/domain/grid";
import {
  emptyLayout,
  isRefused,
  type LayoutChange,
  type LayoutRefusal,
  type WallLayout,
} from "../../../app/domain/layout";
import type { LivenessKind } from "../../player/liveness";

/** A wall at one moment of its history. */
export interface Standing {
  readonly layout: WallLayout;
  /** The view that it was opened from or saved as. */
  readonly viewId: string | null;
}

/** A view as this window last opened or saved it. */
export interface KnownView {
  readonly version: number;
  /** Null when the wall was changed since, before a restart: no wall is like it any more. */
  readonly layout: WallLayout | null;
}

/** Something a person asked for that was not done, or not wholly; to be said once. */
export interface WallNotice {
  readonly reason: LayoutRefusal["reason"] | "left";
  readonly position: number;
  /** Of cameras that found no place. */
  readonly count: number;
  /** Rises, so that the same is said again. */
  readonly number: number;
}

export interface WallState extends Standing {
  /** As the shell names this window's wall; null until the first `ready`. */
  readonly wallName: string | null;
  /** The saved wall was read, or there was none: only now may this one be shown and saved. */
  readonly restored: boolean;
  /** A person arranged this wall, now or earlier. Until then it fills itself with the cameras there are. */
  readonly arranged: boolean;
  /** Rises with every change that is to be saved. */
  readonly revision: number;
  /** The revision that the station has on disk. */
  readonly savedRevision: number;
  readonly saveFailure: Failure | null;
  /** What undo goes back through, the newest last. */
  readonly past: readonly Standing[];
  /** What redo brings back, the next one last. */
  readonly future: readonly Standing[];
  readonly knownViews: Readonly<Record<string, KnownView>>;
  readonly notice: WallNotice | null;
  /** The tile that the next camera goes to. */
  readonly chosen: number | null;
  /** The chosen tile's cell before it was spanned by keys. */
  readonly anchor: GridCell | null;
  /** The tile that stands alone on the wall for now. */
  readonly enlarged: number | null;
  readonly listShown: boolean;
  /** The tile that shows what is known of its stream. */
  readonly factsAt: number | null;
  /** By camera, of the tiles on screen. */
  readonly liveness: Readonly<Record<string, LivenessKind>>;
  /** By camera: why its tile has no picture, where it knows. */
  readonly causes: Readonly<Record<string, FailureKind>>;
}

export const initialWall: WallState = {
  wallName: null,
  layout: emptyLayout(4),
  viewId: null,
  restored: false,
  arranged: false,
  revision: 0,
  savedRevision: 0,
  saveFailure: null,
  past: [],
  future: [],
  knownViews: {},
  notice: null,
  chosen: null,
  anchor: null,
  enlarged: null,
  listShown: true,
  factsAt: null,
  liveness: {},
  causes: {},
};

/** Steps that can be undone. */
export const historyDepth = 100;

const standingOf = ({ layout, viewId }: WallState): Standing => ({ layout, viewId });

/** The view that the wall stands for, as it is kept for after a restart; null where it stands for none. */
export const keptViewOf = ({ viewId, knownViews, layout }: WallState): WallView | null => {
  const known = viewId === null ? undefined : knownViews[viewId];
  if (viewId === null || known === undefined) return null;
  return { viewId, version: known.version, changed: known.layout !== layout };
};

/** The wall as it was kept: of a view it stands for, the version this window knew is known again. */
export const broughtBack = (state: WallState, { layout, view }: KeptWall): WallState => ({
  ...state,
  layout,
  arranged: true,
  ...(view === null
    ? {}
    : {
        viewId: view.viewId,
        knownViews: { [view.viewId]: { version: view.version, layout: view.changed ? null : layout } },
      }),
});

/** `position` if there is such a tile. */
const within = (layout: WallLayout, position: number | null): number | null =>
  position !== null && position < layout.tiles.length ? position : null;

/** Another standing, with everything that points at a tile still pointing at one. */
const shown = (state: WallState, { layout, viewId }: Standing): WallState => ({
  ...state,
  layout,
  viewId,
  arranged: true,
  revision: state.revision + 1,
  chosen: within(layout, state.chosen),
  anchor: null,
  factsAt: within(layout, state.factsAt),
  enlarged: state.enlarged !== null && (layout.tiles[state.enlarged] ?? null) === null ? null : state.enlarged,
});

export const noted = (
  state: WallState,
  { reason, position, count = 0 }: Omit<WallNotice, "count" | "number"> & { readonly count?: number },
): WallState => ({ ...state, notice: { reason, position, count, number: (state.notice?.number ?? 0) + 1 } });

/** A change by a person's hand: it can be undone and is saved. A refused one is only said. */
export const arranged = (state: WallState, change: LayoutChange, viewId: string | null = state.viewId): WallState => {
  if (isRefused(change)) return noted(state, change);
  if (change === state.layout && viewId === state.viewId) return state;
  const past = [...state.past, standingOf(state)].slice(-historyDepth);
  return { ...shown(state, { layout: change, viewId }), past, future: [] };
};

export const stepBack = (state: WallState): WallState => {
  const before = state.past.at(-1);
  if (before === undefined) return state;
  return {
    ...shown(state, before),
    past: state.past.slice(0, -1),
    future: [...state.future, standingOf(state)],
  };
};

export const stepForward = (state: WallState): WallState => {
  const next = state.future.at(-1);
  if (next === undefined) return state;
  return {
    ...shown(state, next),
    past: [...state.past, standingOf(state)],
    future: state.future.slice(0, -1),
  };
};
