import { useEffect, useRef, type RefObject } from "react";
import type { StreamQuality } from "../../app/contract/device";
import { useStation } from "../stationContext";
import { showStream, type PictureTime } from "./tileStream";
import type { TileView } from "./tileView";

/**
 * Shows a camera on the given elements for as long as the component stands; `onView` (stable, please) is told how it
 * goes. Another quality of the camera keeps the picture until the new one is there; for another camera the component
 * is to be made anew (`key`).
 */
export const useStream = (
  source: { readonly cameraId: string; readonly quality: StreamQuality },
  videoRef: RefObject<HTMLVideoElement | null>,
  stillRef: RefObject<HTMLCanvasElement | null>,
  onView: (view: TileView) => void,
): void => {
  const station = useStation();
  const picture = useRef<PictureTime>({ atMs: null, atUtcMs: null });
  const { cameraId, quality } = source;

  useEffect(() => {
    const video = videoRef.current;
    const still = stillRef.current;
    if (video === null || still === null) return;
    return showStream(station, { cameraId, quality }, { video, still }, picture.current, onView);
  }, [station, cameraId, quality, videoRef, stillRef, onView]);
};
