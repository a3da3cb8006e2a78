import { useMemo } from "react";
import type { Device } from "../../../app/contract/device";
import { useListHealthQuery } from "../../contractApi";
import { useAppSelector } from "../../store";
import { selectLiveness } from "../wall/wallSlice";
import { recordedStatesOf, withTiles, type CameraStates } from "./cameraStates";

/** How each camera is: by its tile, else by the health of its device. The one place that knows where it comes from. */
export const useCameraStates = (devices: readonly Device[]): CameraStates => {
  const { data: health } = useListHealthQuery({});
  const liveness = useAppSelector(selectLiveness);
  const recorded = useMemo(() => recordedStatesOf(devices, (deviceId) => health?.[deviceId]), [devices, health]);
  return useMemo(() => withTiles(recorded, liveness), [recorded, liveness]);
};
