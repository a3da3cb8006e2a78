import { configureStore } from "@reduxjs/toolkit";
import { setupListeners } from "@reduxjs/toolkit/query";
import { useDispatch, useSelector, useStore } from "react-redux";
import { contractApi } from "./contractApi";
import { healthById } from "./features/devices/healthFigures";
import { frameSlice, stationStateChanged } from "./features/frame/frameSlice";
import { takeChosenFolder } from "./features/settings/folderChange";
import { preferencesSlice } from "./features/settings/preferencesSlice";
import { treeSlice } from "./features/tree/treeSlice";
import { wallSlice } from "./features/wall/wallSlice";
import type { Station } from "./station";

/** What thunks and queries are given besides the state. */
export interface StoreExtra {
  readonly station: Station;
}

/** The page's store. No port, player, picture byte or password ever enters it. */
export const createStore = (station: Station) => {
  const store = configureStore({
    reducer: {
      [frameSlice.reducerPath]: frameSlice.reducer,
      [preferencesSlice.reducerPath]: preferencesSlice.reducer,
      [wallSlice.reducerPath]: wallSlice.reducer,
      [treeSlice.reducerPath]: treeSlice.reducer,
      [contractApi.reducerPath]: contractApi.reducer,
    },
    middleware: (defaults) =>
      defaults({ thunk: { extraArgument: { station } satisfies StoreExtra } }).concat(contractApi.middleware),
  });
  setupListeners(store.dispatch);
  station.onState((state) => {
    store.dispatch(stationStateChanged(state));
    if (state.state === "ready")
      store.dispatch(
        contractApi.util.invalidateTags([
          "station",
          "devices",
          "imports",
          "batches",
          "views",
          "grids",
          "sites",
          "health",
          "snapshots",
        ]),
      );
  });
  station.onEvent("devices.changed", () => {
    store.dispatch(contractApi.util.invalidateTags(["devices"]));
  });
  station.onEvent("views.changed", () => {
    store.dispatch(contractApi.util.invalidateTags(["views"]));
  });
  station.onEvent("grids.changed", () => {
    store.dispatch(contractApi.util.invalidateTags(["grids"]));
  });
  station.onEvent("snapshots.folderChosen", ({ windowName }) => {
    if (station.state.state !== "ready" || station.state.wallName !== windowName) return;
    void store.dispatch(takeChosenFolder());
  });
  station.onEvent("snapshots.folderChanged", () => {
    store.dispatch(contractApi.util.invalidateTags(["snapshots"]));
  });
  station.onEvent("sites.changed", () => {
    store.dispatch(contractApi.util.invalidateTags(["sites"]));
  });
  station.onEvent("health.changed", ({ devices }) => {
    store.dispatch(
      contractApi.util.updateQueryData("listHealth", {}, (known) => {
        Object.assign(known, healthById(devices));
      }),
    );
    store.dispatch(
      contractApi.util.invalidateTags(devices.map(({ deviceId }) => ({ type: "outages" as const, id: deviceId }))),
    );
  });
  station.onEvent("batches.progressed", () => {
    store.dispatch(contractApi.util.invalidateTags(["batches"]));
  });
  station.onEvent("imports.progressed", () => {
    store.dispatch(contractApi.util.invalidateTags(["imports"]));
  });
  return store;
};

export type Store = ReturnType<typeof createStore>;
export type RootState = ReturnType<Store["getState"]>;
export const useAppDispatch = useDispatch.withTypes<Store["dispatch"]>();
export const useAppSelector = useSelector.withTypes<RootState>();
export const useAppStore = useStore.withTypes<Store>();
