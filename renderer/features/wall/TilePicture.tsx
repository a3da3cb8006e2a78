import { useRef } from "react";
import type { StreamQuality } from "../../../app/contract/device";
import type { TileView } from "../../player/tileView";
import { useStream } from "../../player/useStream";

interface TilePictureProps {
  readonly cameraId: string;
  readonly quality: StreamQuality;
  readonly onView: (view: TileView) => void;
}

/** The moving picture of one camera. Renders once; what moves in it never passes through React. */
export const TilePicture = ({ cameraId, quality, onView }: TilePictureProps) => {
  const video = useRef<HTMLVideoElement>(null);
  const still = useRef<HTMLCanvasElement>(null);
  useStream({ cameraId, quality }, video, still, onView);
  return (
    <>
      <video ref={video} className="tile-video" muted playsInline disablePictureInPicture disableRemotePlayback />
      <canvas ref={still} className="tile-still" width={0} height={0} hidden />
    </>
  );
};
