import type { StreamQuality } from "../../app/contract/device";
import { openDomChannel } from "../domPort";
import type { Station } from "../station";
import { watchFrames } from "./frameWatch";
import { livenessOf, type StreamStatus } from "./liveness";
import { startPortPlayer } from "./portPlayer";
import { dropPicture, keepPicture } from "./stillPicture";
import { watchStream } from "./streamSession";
import { sharedTicker } from "./ticker";
import { sameView, type TileView } from "./tileView";

/** The elements of one tile that its stream draws into. */
export interface TileScreen {
  readonly video: HTMLVideoElement;
  /** Holds the last picture while the video has none. */
  readonly still: HTMLCanvasElement;
}

/** When the picture on the screen was decoded; outlives a change of quality. */
export interface PictureTime {
  /** Monotonic ms; null while there is no picture. */
  atMs: number | null;
  atUtcMs: number | null;
}

/**
 * Shows one camera in one tile until the answered function is called; `onView` is told of every visible change, the
 * first time before this returns.
 */
export const showStream = (
  station: Station,
  source: { readonly cameraId: string; readonly quality: StreamQuality },
  { video, still }: TileScreen,
  picture: PictureTime,
  onView: (view: TileView) => void,
): (() => void) => {
  const frames = watchFrames(video);
  let status: StreamStatus = { phase: "connecting", sinceMs: performance.now(), failure: null, retryAtUtcMs: null };
  let view: TileView | null = null;

  const update = (): void => {
    const { kind, ageS } = livenessOf(status, picture.atMs, performance.now());
    const { retryAtUtcMs } = status;
    const next: TileView = {
      kind,
      ageS,
      failure: status.failure,
      retryInS:
        kind === "waitingToRetry" && retryAtUtcMs !== null
          ? Math.max(0, Math.ceil((retryAtUtcMs - Date.now()) / 1000))
          : null,
      pictureAtUtcMs: kind === "live" ? null : picture.atUtcMs,
    };
    if (view !== null && sameView(view, next)) return;
    view = next;
    onView(next);
  };

  const framed = (): void => {
    picture.atMs = performance.now();
    picture.atUtcMs = Date.now();
    if (!still.hidden) dropPicture(still);
  };

  let forgetNextFrame = (): void => undefined;

  const stopWatching = watchStream(source, {
    station,
    ticker: sharedTicker,
    openChannel: openDomChannel,
    startPlayer: (container, onFailure) => {
      const player = startPortPlayer(video, container, onFailure);
      forgetNextFrame();
      forgetNextFrame = frames.onNextFrame(() => {
        framed();
        update();
      });
      return {
        feed: player.feed,
        destroy: () => {
          keepPicture(video, still);
          player.destroy();
        },
      };
    },
    onStatus: (next) => {
      status = next;
      update();
    },
    monotonicMs: () => performance.now(),
    nowUtcMs: () => Date.now(),
  });

  const stopLooking = sharedTicker.subscribe(() => {
    if (frames.look()) framed();
    update();
  });

  return () => {
    stopLooking();
    forgetNextFrame();
    stopWatching();
  };
};
