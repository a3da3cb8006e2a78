import { useEffect, useRef, type RefObject } from "react";
import type { Station } from "../station";
import { useStation } from "../stationContext";
import { showKeyFrames } from "./keyFrames";
import { showSnapshots } from "./snapshots";
import { stageTile, type OpenStream, type Showing, type TileStage } from "./tileStage";
import { showStream } from "./tileStream";
import type { TileView } from "./tileView";

const opener =
  (station: Station, cameraId: string, root: HTMLElement): OpenStream =>
  (showing, onView) => {
    switch (showing) {
      case "keyFrames":
        return showKeyFrames(station, cameraId, root, onView);
      case "snapshots":
        return showSnapshots((tell) => showStream(station, { cameraId, quality: "sub" }, root, tell), onView);
      default:
        return showStream(station, { cameraId, quality: showing }, root, onView);
    }
  };

/**
 * Shows a camera in `root` for as long as the component stands; `onView` (stable, please) is told how it goes. For
 * another camera the component is to be made anew (`key`).
 */
export const useStage = (
  cameraId: string,
  showing: Showing,
  root: RefObject<HTMLElement | null>,
  onView: (view: TileView) => void,
): RefObject<TileStage | null> => {
  const station = useStation();
  const stage = useRef<TileStage | null>(null);

  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    const made = stageTile(opener(station, cameraId, element), onView);
    stage.current = made;
    return () => {
      stage.current = null;
      made.end();
    };
  }, [station, cameraId, root, onView]);

  // After the effect above: a stage made anew is told at once what is wanted of it.
  useEffect(() => {
    stage.current?.want(showing);
  }, [station, cameraId, root, onView, showing]);

  return stage;
};
