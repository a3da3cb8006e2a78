import { createSelector, createSlice, type PayloadAction } from "@reduxjs/toolkit";
import {
  emptyLayout,
  gridSizes,
  placeCamera,
  regrid,
  type GridSize,
  type WallLayout,
} from "../../../app/domain/layout";
import type { Failure } from "../../../app/domain/failure";
import type { LivenessKind } from "../../player/liveness";

export interface WallState {
  /** As the shell names this window's wall; null until the first `ready`. */
  readonly wallName: string | null;
  readonly layout: WallLayout;
  /** The saved wall was read, or there was none: only now may this one be shown and saved. */
  readonly restored: boolean;
  /** A person arranged this wall, now or earlier. Until then it fills itself with the cameras there are. */
  readonly arranged: boolean;
  /** Rises with every change that is to be saved. */
  readonly revision: number;
  /** The revision that the station has on disk. */
  readonly savedRevision: number;
  readonly saveFailure: Failure | null;
  /** The tile that the next camera goes to. */
  readonly chosen: number | null;
  /** The tile that stands alone on the wall for now. */
  readonly enlarged: number | null;
  readonly listShown: boolean;
  /** The tile that shows what is known of its stream. */
  readonly factsAt: number | null;
  /** By camera, of the tiles on screen. */
  readonly liveness: Readonly<Record<string, LivenessKind>>;
}

export const initialWall: WallState = {
  wallName: null,
  layout: emptyLayout(4),
  restored: false,
  arranged: false,
  revision: 0,
  savedRevision: 0,
  saveFailure: null,
  chosen: null,
  enlarged: null,
  listShown: true,
  factsAt: null,
  liveness: {},
};

const largest: GridSize = gridSizes[gridSizes.length - 1] ?? 64;

const smallestFor = (cameras: number): GridSize => gridSizes.find((size) => size >= cameras) ?? largest;

const fill = (layout: WallLayout, cameraIds: readonly string[]): WallLayout => {
  const waiting = cameraIds.filter((id) => !layout.tiles.includes(id));
  return { ...layout, tiles: layout.tiles.map((tile) => tile ?? waiting.shift() ?? null) };
};

const arranged = (state: WallState, layout: WallLayout): WallState => ({
  ...state,
  layout,
  arranged: true,
  revision: state.revision + 1,
  enlarged: state.enlarged !== null && layout.tiles[state.enlarged] === null ? null : state.enlarged,
});

const nextEmpty = (layout: WallLayout, after: number): number => {
  const ahead = layout.tiles.indexOf(null, after + 1);
  const any = ahead >= 0 ? ahead : layout.tiles.indexOf(null);
  return any >= 0 ? any : after;
};

/** One window's wall: which camera stands where. */
export const wallSlice = createSlice({
  name: "wall",
  initialState: initialWall,
  reducers: {
    wallNamed: (state, { payload }: PayloadAction<string>) => ({ ...state, wallName: payload }),
    /** `null`: no wall of this name was ever saved. */
    wallRestored: (state, { payload }: PayloadAction<WallLayout | null>) => ({
      ...state,
      restored: true,
      ...(payload === null || state.arranged ? {} : { layout: payload, arranged: true }),
    }),
    wallSaved: (state, { payload }: PayloadAction<number>) => ({ ...state, savedRevision: payload, saveFailure: null }),
    wallNotSaved: (state, { payload }: PayloadAction<Failure>) => ({ ...state, saveFailure: payload }),
    gridChosen: (state, { payload }: PayloadAction<GridSize>) => ({
      ...arranged(state, regrid(state.layout, payload)),
      enlarged: null,
      chosen: state.chosen !== null && state.chosen < payload ? state.chosen : null,
    }),
    /** The camera was dropped on a tile, or a tile on another one: they change places. */
    cameraDropped: (state, { payload }: PayloadAction<{ position: number; cameraId: string }>) => ({
      ...arranged(state, placeCamera(state.layout, payload.position, payload.cameraId)),
      chosen: payload.position,
    }),
    /** The camera was picked in the list: it goes to the chosen tile, and the next empty one is chosen. */
    cameraPicked: (state, { payload }: PayloadAction<string>) => {
      const position = state.enlarged ?? state.chosen ?? nextEmpty(state.layout, -1);
      const layout = placeCamera(state.layout, Math.max(0, position), payload);
      return { ...arranged(state, layout), chosen: nextEmpty(layout, position) };
    },
    tileCleared: (state, { payload }: PayloadAction<number>) =>
      arranged(state, placeCamera(state.layout, payload, null)),
    emptyTilesFilled: (state, { payload }: PayloadAction<readonly string[]>) =>
      arranged(state, fill(state.layout, payload)),
    /** The records were read. A wall that nobody arranged takes them all, growing as it must. */
    camerasRead: (state, { payload }: PayloadAction<readonly string[]>) => {
      if (!state.restored || state.arranged || payload.length === 0) return state;
      const grown = emptyLayout(smallestFor(payload.length));
      return { ...state, layout: fill(grown, payload) };
    },
    tileChosen: (state, { payload }: PayloadAction<number | null>) => ({ ...state, chosen: payload }),
    tileEnlarged: (state, { payload }: PayloadAction<number>) => ({ ...state, enlarged: payload, chosen: payload }),
    tileShrunk: (state) => ({ ...state, enlarged: null }),
    listToggled: (state) => ({ ...state, listShown: !state.listShown }),
    /** Shows what is known of this tile's stream, in place of another's; hides it where it is shown. */
    factsToggled: (state, { payload }: PayloadAction<number>) => ({
      ...state,
      factsAt: state.factsAt === payload ? null : payload,
    }),
    livenessChanged: (state, { payload }: PayloadAction<{ cameraId: string; kind: LivenessKind }>) => ({
      ...state,
      liveness: { ...state.liveness, [payload.cameraId]: payload.kind },
    }),
    cameraLeft: (state, { payload }: PayloadAction<string>) => ({
      ...state,
      liveness: Object.fromEntries(Object.entries(state.liveness).filter(([cameraId]) => cameraId !== payload)),
    }),
  },
  selectors: {
    selectLayout: (state) => state.layout,
    selectRestored: (state) => state.restored,
    selectChosen: (state) => state.chosen,
    selectEnlarged: (state) => state.enlarged,
    selectListShown: (state) => state.listShown,
    selectFactsAt: (state) => state.factsAt,
    /** Every change is on the station's disk. */
    selectSaved: (state) => state.revision === state.savedRevision,
    selectSaveFailure: (state) => state.saveFailure,
    selectLiveness: (state) => state.liveness,
    /** Tiles in use that are on screen, and how many of those are live. */
    selectLiveCount: createSelector(
      (state: WallState) => state.layout,
      (state: WallState) => state.enlarged,
      (state: WallState) => state.liveness,
      (layout, enlarged, liveness) => {
        const shown = enlarged === null ? layout.tiles : layout.tiles.slice(enlarged, enlarged + 1);
        const filled = shown.filter((tile) => tile !== null);
        return { filled: filled.length, live: filled.filter((id) => liveness[id] === "live").length };
      },
    ),
  },
});

export const {
  wallNamed,
  wallRestored,
  wallSaved,
  wallNotSaved,
  gridChosen,
  cameraDropped,
  cameraPicked,
  tileCleared,
  emptyTilesFilled,
  camerasRead,
  tileChosen,
  tileEnlarged,
  tileShrunk,
  listToggled,
  factsToggled,
  livenessChanged,
  cameraLeft,
} = wallSlice.actions;
export const {
  selectLayout,
  selectRestored,
  selectChosen,
  selectEnlarged,
  selectListShown,
  selectFactsAt,
  selectSaved,
  selectSaveFailure,
  selectLiveness,
  selectLiveCount,
} = wallSlice.selectors;
