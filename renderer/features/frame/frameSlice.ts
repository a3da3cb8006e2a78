import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { StationState } from "../../../app/contract/shell";

/** In the order of the top bar. */
export const pages = ["wall", "devices", "settings"] as const;
export type Page = (typeof pages)[number];

interface FrameState {
  readonly station: StationState;
  /** The station was ready at least once: what is on screen stays there while it recovers. */
  readonly started: boolean;
  readonly page: Page;
  readonly keysSheetOpen: boolean;
}

const initialState: FrameState = { station: { state: "starting" }, started: false, page: "wall", keysSheetOpen: false };

/** The window as a whole: where the station stands, which page is open. */
export const frameSlice = createSlice({
  name: "frame",
  initialState,
  reducers: {
    stationStateChanged: (state, { payload }: PayloadAction<StationState>) => ({
      ...state,
      station: payload,
      started: state.started || payload.state === "ready",
    }),
    pageChosen: (state, { payload }: PayloadAction<Page>) => ({ ...state, page: payload }),
    keysSheetToggled: (state) => ({ ...state, keysSheetOpen: !state.keysSheetOpen }),
  },
  selectors: {
    selectStation: (state) => state.station,
    selectStarted: (state) => state.started,
    selectPage: (state) => state.page,
    selectKeysSheetOpen: (state) => state.keysSheetOpen,
  },
});

export const { stationStateChanged, pageChosen, keysSheetToggled } = frameSlice.actions;
export const { selectStation, selectStarted, selectPage, selectKeysSheetOpen } = frameSlice.selectors;
