import { configureStore } from "@reduxjs/toolkit";
import { setupListeners } from "@reduxjs/toolkit/query";
import { useDispatch, useSelector } from "react-redux";
import { contractApi } from "./contractApi";
import { frameSlice, stationStateChanged } from "./features/frame/frameSlice";
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
      [wallSlice.reducerPath]: wallSlice.reducer,
      [contractApi.reducerPath]: contractApi.reducer,
    },
    middleware: (defaults) =>
      defaults({ thunk: { extraArgument: { station } satisfies StoreExtra } }).concat(contractApi.middleware),
  });
  setupListeners(store.dispatch);
  station.onState((state) => {
    store.dispatch(stationStateChanged(state));
    if (state.state === "ready") store.dispatch(contractApi.util.invalidateTags(["station", "devices", "imports"]));
  });
  station.onEvent("devices.changed", () => {
    store.dispatch(contractApi.util.invalidateTags(["devices"]));
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
