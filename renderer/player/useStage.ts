import { useEffect, useRef, type RefObject } from "react";
import type { Station } from "../station";
import { useStation } from "../stationContext";
import { showKeyFrames } from "./keyFrames";
import { showSnapshots } from "./snapshots";
import { stageTile, type OpenStream, type Showing, type TileStage } from "./tileStage";
import { showStream } from "./tileStream";
import type { TileView } from "./tileView";
import { sharedTurns } from "../turns";

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

  const wanted = useRef(showing);

  // By turns, all of it: a step of the ladder, or another grid, ends and begins many pictures at once.
  useEffect(() => {
    wanted.current = showing;
    return sharedTurns.take(() => stage.current?.want(showing));
  }, [showing]);

  useEffect(() => {
    const element = root.current;
    if (element === null) return;
    let made: TileStage | null = null;
    const takeBack = sharedTurns.take(() => {
      made = stageTile(opener(station, cameraId, element), onView);
      stage.current = made;
      made.want(wanted.current);
    });
    return () => {
      takeBack();
      stage.current = null;
      const ended = made;
      if (ended !== null) sharedTurns.take(ended.end);
    };
  }, [station, cameraId, root, onView]);

  return stage;
};
