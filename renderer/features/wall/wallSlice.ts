import { createSelector, createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { KeptWall } from "../../../app/contract/wall";
import { gridFor } from "../../../app/domain/builtInGrids";
import type { Failure, FailureKind } from "../../../app/domain/failure";
import { sameGrid, type Grid, type GridCell } from "../../../app/domain/grid";
import { stepTowards, type Side } from "../../../app/domain/gridEdit";
import {
  clearTile,
  clearTiles,
  emptyOn,
  fillEmpty,
  isRefused,
  lookChanged,
  openOver,
  placeCamera,
  placeCameras,
  regrid,
  spanTile,
  type TileLook,
  type WallLayout,
} from "../../../app/domain/layout";
import type { LivenessKind } from "../../player/liveness";
import { isLowered } from "../../player/tileView";
import {
  arranged,
  broughtBack,
  initialWall,
  keptViewOf,
  noted,
  stepBack,
  stepForward,
  type WallState,
} from "./wallState";

const nextEmpty = (layout: WallLayout, after: number): number => {
  const ahead = layout.tiles.indexOf(null, after + 1);
  const any = ahead >= 0 ? ahead : layout.tiles.indexOf(null);
  return any >= 0 ? any : after;
};

/** The tile takes the area of `cell`, and stays the chosen one wherever it then stands in the order. */
const spanned = (state: WallState, position: number, cell: GridCell): WallState => {
  const change = spanTile(state.layout, position, cell);
  const after = arranged(state, change);
  return isRefused(change) ? after : { ...after, chosen: change.grid.cells.indexOf(cell), enlarged: null };
};

const without = <Value>(held: Readonly<Record<string, Value>>, name: string): Readonly<Record<string, Value>> =>
  name in held ? Object.fromEntries(Object.entries(held).filter(([key]) => key !== name)) : held;

/** One window's wall: which camera stands where, and how it came to that. */
export const wallSlice = createSlice({
  name: "wall",
  initialState: initialWall,
  reducers: {
    wallNamed: (state, { payload }: PayloadAction<string>) => ({ ...state, wallName: payload }),
    /** `null`: no wall of this name was ever saved. */
    wallRestored: (state, { payload }: PayloadAction<KeptWall | null>) => ({
      ...(payload === null || state.arranged ? state : broughtBack(state, payload)),
      restored: true,
    }),
    wallSaved: (state, { payload }: PayloadAction<number>) => ({ ...state, savedRevision: payload, saveFailure: null }),
    wallNotSaved: (state, { payload }: PayloadAction<Failure>) => ({ ...state, saveFailure: payload }),
    gridChosen: (state, { payload }: PayloadAction<Grid>) =>
      sameGrid(state.layout.grid, payload)
        ? { ...state, enlarged: null }
        : { ...arranged(state, regrid(state.layout, payload)), enlarged: null },
    /** The camera was dropped on a tile, or a tile on another one: they change places. */
    cameraDropped: (state, { payload }: PayloadAction<{ position: number; cameraId: string }>) => {
      const change = placeCamera(state.layout, payload.position, payload.cameraId);
      const after = arranged(state, change);
      return isRefused(change) ? after : { ...after, chosen: payload.position };
    },
    /** Many cameras, or those of a whole site: from this tile on, or (null) wherever there is room. */
    camerasDropped: (state, { payload }: PayloadAction<{ position: number | null; cameraIds: readonly string[] }>) => {
      const { layout, left } = placeCameras(state.layout, payload.position, payload.cameraIds);
      const after = { ...arranged(state, layout), enlarged: null };
      return left === 0 ? after : noted(after, { reason: "left", position: 0, count: left });
    },
    /** The camera was picked in the list: it goes to the chosen tile, and the next empty one is chosen. */
    cameraPicked: (state, { payload }: PayloadAction<string>) => {
      const position = Math.max(0, state.enlarged ?? state.chosen ?? nextEmpty(state.layout, -1));
      const change = placeCamera(state.layout, position, payload);
      const after = arranged(state, change);
      return isRefused(change) ? after : { ...after, chosen: nextEmpty(change, position) };
    },
    tileCleared: (state, { payload }: PayloadAction<number>) => arranged(state, clearTile(state.layout, payload)),
    wallCleared: (state) => arranged(state, clearTiles(state.layout)),
    /** How a tile shows its camera, or whether it is locked or pinned. */
    tileLookChanged: (state, { payload }: PayloadAction<{ position: number; look: Partial<TileLook> }>) =>
      arranged(state, lookChanged(state.layout, payload.position, payload.look)),
    /** The edge of a tile was drawn out over its neighbours, or back in. */
    tileSpanned: (state, { payload }: PayloadAction<{ position: number; cell: GridCell }>) =>
      spanned(state, payload.position, payload.cell),
    /** The same by a key: one step to that side, back first where it was drawn out the other way. */
    tileStretched: (state, { payload: { position, side } }: PayloadAction<{ position: number; side: Side }>) => {
      const cell = state.layout.grid.cells[position];
      if (cell === undefined) return state;
      const anchor = (position === state.chosen ? state.anchor : null) ?? cell;
      const next = stepTowards(state.layout.grid, cell, anchor, side);
      return next === null ? state : { ...spanned(state, position, next), anchor };
    },
    emptyTilesFilled: (state, { payload }: PayloadAction<readonly string[]>) =>
      arranged(state, fillEmpty(state.layout, payload)),
    /** The records were read. A wall that nobody arranged takes them all, growing as it must. */
    camerasRead: (state, { payload }: PayloadAction<readonly string[]>) => {
      if (!state.restored || state.arranged || payload.length === 0) return state;
      return { ...state, layout: fillEmpty(emptyOn(gridFor(payload.length)), payload) };
    },
    layoutUndone: (state) => stepBack(state),
    layoutRedone: (state) => stepForward(state),
    /** A saved view takes the place of what is shown, but for pinned tiles. */
    viewOpened: (state, { payload }: PayloadAction<{ viewId: string; version: number; layout: WallLayout }>) => {
      const { viewId, version } = payload;
      const layout = openOver(state.layout, payload.layout);
      const knownViews = { ...state.knownViews, [viewId]: { version, layout } };
      return { ...arranged(state, layout, viewId), knownViews, enlarged: null };
    },
    /** What is shown was saved as this view. */
    viewSaved: (state, { payload }: PayloadAction<{ viewId: string; version: number; layout: WallLayout }>) => {
      const { viewId, version, layout } = payload;
      const knownViews = { ...state.knownViews, [viewId]: { version, layout } };
      return { ...state, viewId, knownViews, arranged: true, revision: state.revision + 1 };
    },
    /** This window gave it another name or folder: of the version it knows, that is no change by others. */
    viewDescribed: (state, { payload }: PayloadAction<{ viewId: string; before: number; version: number }>) => {
      const { viewId, before, version } = payload;
      const known = state.knownViews[viewId];
      if (known?.version !== before) return state;
      const knownViews = { ...state.knownViews, [viewId]: { ...known, version } };
      return { ...state, knownViews, revision: state.revision + 1 };
    },
    tileChosen: (state, { payload }: PayloadAction<number | null>) =>
      payload === state.chosen ? state : { ...state, chosen: payload, anchor: null },
    tileEnlarged: (state, { payload }: PayloadAction<number>) => ({ ...state, enlarged: payload, chosen: payload }),
    tileShrunk: (state) => ({ ...state, enlarged: null }),
    listToggled: (state) => ({ ...state, listShown: !state.listShown }),
    /** Shows what is known of this tile's stream, in place of another's; hides it where it is shown. */
    factsToggled: (state, { payload }: PayloadAction<number>) => ({
      ...state,
      factsAt: state.factsAt === payload ? null : payload,
    }),
    livenessChanged: (
      state,
      { payload }: PayloadAction<{ cameraId: string; kind: LivenessKind; cause?: FailureKind | undefined }>,
    ) => ({
      ...state,
      liveness: { ...state.liveness, [payload.cameraId]: payload.kind },
      causes:
        payload.cause === undefined
          ? without(state.causes, payload.cameraId)
          : { ...state.causes, [payload.cameraId]: payload.cause },
    }),
    cameraLeft: (state, { payload }: PayloadAction<string>) => ({
      ...state,
      liveness: without(state.liveness, payload),
      causes: without(state.causes, payload),
    }),
  },
  selectors: {
    selectLayout: (state) => state.layout,
    /** Cameras on this wall. */
    selectPlaced: createSelector(
      (state: WallState) => state.layout,
      ({ tiles }): ReadonlySet<string> => new Set(tiles.flatMap((tile) => (tile === null ? [] : [tile.cameraId]))),
    ),
    selectRestored: (state) => state.restored,
    selectChosen: (state) => state.chosen,
    selectEnlarged: (state) => state.enlarged,
    selectListShown: (state) => state.listShown,
    selectFactsAt: (state) => state.factsAt,
    selectCanUndo: (state) => state.past.length > 0,
    selectCanRedo: (state) => state.future.length > 0,
    selectNotice: (state) => state.notice,
    selectViewId: (state) => state.viewId,
    /** The view that is open, as this window knows it; null when there is none. */
    selectKnownView: (state) => (state.viewId === null ? null : (state.knownViews[state.viewId] ?? null)),
    /** The wall is no longer as its view was opened or saved. */
    selectViewChanged: (state) => keptViewOf(state)?.changed === true,
    /** Every change is on the station's disk. */
    selectSaved: (state) => state.revision === state.savedRevision,
    selectSaveFailure: (state) => state.saveFailure,
    selectLiveness: (state) => state.liveness,
    selectCauses: (state) => state.causes,
    /** Tiles in use that are on screen, and how many of those are live or lowered on purpose. */
    selectLiveCount: createSelector(
      (state: WallState) => state.layout,
      (state: WallState) => state.enlarged,
      (state: WallState) => state.liveness,
      (layout, enlarged, liveness) => {
        const shown = enlarged === null ? layout.tiles : layout.tiles.slice(enlarged, enlarged + 1);
        const kinds = shown.flatMap((tile) => (tile === null ? [] : [liveness[tile.cameraId]]));
        return {
          filled: kinds.length,
          live: kinds.filter((kind) => kind === "live").length,
          lowered: kinds.filter(isLowered).length,
        };
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
  camerasDropped,
  cameraPicked,
  tileCleared,
  wallCleared,
  tileLookChanged,
  tileSpanned,
  tileStretched,
  emptyTilesFilled,
  camerasRead,
  layoutUndone,
  layoutRedone,
  viewOpened,
  viewSaved,
  viewDescribed,
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
  selectPlaced,
  selectRestored,
  selectChosen,
  selectEnlarged,
  selectListShown,
  selectFactsAt,
  selectCanUndo,
  selectCanRedo,
  selectNotice,
  selectViewId,
  selectKnownView,
  selectViewChanged,
  selectSaved,
  selectSaveFailure,
  selectLiveness,
  selectCauses,
  selectLiveCount,
} = wallSlice.selectors;
