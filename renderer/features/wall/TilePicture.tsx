import type { RefObject } from "react";
import type { TileLook } from "../../../app/domain/layout";
import type { Showing } from "../../player/tileStage";
import type { TileView } from "../../player/tileView";
import { useStage } from "../../player/useStage";
import { pictureTransform } from "./pictureTransform";
import { TileFacts } from "./TileFacts";
import "./tilePicture.css";
import { TileSound } from "./TileSound";
import { isZoomed, transformOf, type Zoom } from "./tile/zoom";

interface TilePictureProps {
  readonly cameraId: string;
  /** What the camera is called by at a keyboard. */
  readonly number: number;
  readonly showing: Showing;
  readonly factsShown: boolean;
  /** Its sound can be had. */
  readonly chosen: boolean;
  readonly zoom: Zoom;
  readonly look: TileLook | null;
  /** The element that holds what is seen. */
  readonly root: RefObject<HTMLDivElement | null>;
  readonly onView: (view: TileView) => void;
}

/** The moving picture of one camera, and on demand what is known of it. What moves in it never passes through React. */
export const TilePicture = ({
  cameraId,
  number,
  showing,
  factsShown,
  chosen,
  zoom,
  look,
  root,
  onView,
}: TilePictureProps) => {
  const stage = useStage(cameraId, showing, root, onView);
  return (
    <>
      <div
        ref={root}
        className="tile-picture"
        // A picture that is whole is no layer of its own.
        style={{
          ...(look === null ? {} : pictureTransform(look)),
          ...(isZoomed(zoom) ? { transform: transformOf(zoom) } : {}),
        }}
      />
      {chosen && <TileSound cameraId={cameraId} stage={stage} />}
      {factsShown && <TileFacts number={number} stage={stage} />}
    </>
  );
};
