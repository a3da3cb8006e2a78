import type { StreamFactsMessage } from "../../app/contract/stream";
import { openDomChannel } from "../domPort";
import type { Station } from "../station";
import { startKeyFramePictures } from "./keyFramePictures";
import { keyFramesView } from "./keyFramesView";
import type { StreamStatus } from "./liveness";
import { playsH265 } from "./portPlayer";
import { watchStream } from "./streamSession";
import { sharedTicker } from "./ticker";
import type { TileStream } from "./tileStream";
import { connectingView, sameView } from "./tileView";

/**
 * Shows only the key frames of a camera's sub stream, about one a group of pictures, on top of what `root` holds. The
 * session is the one of its full stream. Each picture is stamped with its time.
 */
export const showKeyFrames = (
  station: Station,
  cameraId: string,
  root: HTMLElement,
  onView: () => void,
): TileStream => {
  const canvas = document.createElement("canvas");
  canvas.className = "tile-still";
  canvas.hidden = true;
  root.append(canvas);
  let status: StreamStatus = { phase: "connecting", sinceMs: performance.now(), failure: null, retryAtUtcMs: null };
  let picture: { atMs: number; atUtcMs: number } | null = null;
  let facts: StreamFactsMessage | null = null;
  let view = connectingView;
  let told = false;
  let stopped = false;

  const update = (): void => {
    if (stopped) return;
    const next = keyFramesView(status, picture, performance.now(), Date.now());
    if (sameView(view, next)) return;
    view = next;
    if (told) onView();
  };

  const stopWatching = watchStream(
    { cameraId, quality: "sub", playsH265, frames: "keyFrames" },
    {
      station,
      ticker: sharedTicker,
      openChannel: openDomChannel,
      startPlayer: (_container, onFailure) =>
        startKeyFramePictures(
          canvas,
          () => {
            canvas.hidden = false;
            picture = { atMs: performance.now(), atUtcMs: Date.now() };
            update();
          },
          onFailure,
        ),
      onStatus: (next) => {
        status = next;
        update();
      },
      onFacts: (next) => {
        facts = next;
      },
      monotonicMs: () => performance.now(),
      nowUtcMs: () => Date.now(),
    },
  );
  const stopTicking = sharedTicker.subscribe(update);
  told = true;

  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    stopTicking();
    stopWatching();
  };

  return {
    get view() {
      return view;
    },
    get facts() {
      return facts;
    },
    get frameAgeMs() {
      return picture === null ? null : performance.now() - picture.atMs;
    },
    stop,
    remove: () => {
      stop();
      canvas.remove();
    },
  };
};
