import { useRef } from "react";
import type { Showing } from "../../player/tileStage";
import type { TileView } from "../../player/tileView";
import { useStage } from "../../player/useStage";
import { TileFacts } from "./TileFacts";

interface TilePictureProps {
  readonly cameraId: string;
  readonly showing: Showing;
  readonly factsShown: boolean;
  readonly onView: (view: TileView) => void;
}

/** The moving picture of one camera, and on demand what is known of it. What moves in it never passes through React. */
export const TilePicture = ({ cameraId, showing, factsShown, onView }: TilePictureProps) => {
  const root = useRef<HTMLDivElement>(null);
  const stage = useStage(cameraId, showing, root, onView);
  return (
    <>
      <div ref={root} className="tile-picture" />
      {factsShown && <TileFacts stage={stage} />}
    </>
  );
};
