import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { StationState } from "../../../app/contract/shell";

export const pages = ["wall", "devices"] as const;
export type Page = (typeof pages)[number];

interface FrameState {
  readonly station: StationState;
  /** The station was ready at least once: what is on screen stays there while it recovers. */
  readonly started: boolean;
  readonly page: Page;
}

const initialState: FrameState = { station: { state: "starting" }, started: false, page: "wall" };

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
  },
  selectors: {
    selectStation: (state) => state.station,
    selectStarted: (state) => state.started,
    selectPage: (state) => state.page,
  },
});

export const { stationStateChanged, pageChosen } = frameSlice.actions;
export const { selectStation, selectStarted, selectPage } = frameSlice.selectors;
