import { createSelector } from "@reduxjs/toolkit";
import { useMemo } from "react";
import type { Device } from "../../../app/contract/device";
import { contractApi } from "../../contractApi";
import type { RootState } from "../../store";
import { selectLiveness } from "../wall/wallSlice";
import { recordedStatesOf, withTiles, type CameraStates } from "./cameraStates";
import { useFollowed } from "./useFollowed";

/** A wall of 64 tells of its tiles many times a second when the network comes back. */
const pauseMs = 500;

const selectHealth = contractApi.endpoints.listHealth.select({});
const selectKnown = createSelector(
  selectLiveness,
  (state: RootState) => selectHealth(state).data,
  (liveness, health) => ({ liveness, health }),
);

/**
 * How each camera is: by its tile, else by the health of its device. The one place that knows where it comes from. What
 * is counted from it may lag by half a second; a row's own badge does not.
 */
export const useCameraStates = (devices: readonly Device[]): CameraStates => {
  contractApi.endpoints.listHealth.useQuerySubscription({});
  const { liveness, health } = useFollowed(selectKnown, pauseMs);
  const recorded = useMemo(() => recordedStatesOf(devices, (deviceId) => health?.[deviceId]), [devices, health]);
  return useMemo(() => withTiles(recorded, liveness), [recorded, liveness]);
};
