import type { StreamQuality } from "../../app/contract/device";
import type { StreamFactsMessage } from "../../app/contract/stream";
import { openDomChannel } from "../domPort";
import type { Station } from "../station";
import { sharedConductor } from "./conductor";
import { sharedFrameTally } from "./frameTally";
import { frozenSince, looked, suspicious, type Unchanged } from "./freezeWatch";
import { watchFrames } from "./frameWatch";
import { livenessOf, retryInS, type StreamStatus } from "./liveness";
import { sharedPictureProbe } from "./pictureProbe";
import { playsH265, startPortPlayer } from "./portPlayer";
import { dropPicture, keepPicture } from "./stillPicture";
import { watchStream } from "./streamSession";
import { sharedTicker } from "./ticker";
import { connectingView, sameView, type TileView } from "./tileView";

/** One stream of a camera on the screen, with elements of its own. */
export interface TileStream {
  readonly view: TileView;
  /** The newest that media told of it. */
  readonly facts: StreamFactsMessage | null;
  /** Since the newest frame, ms; null while there was none. */
  readonly frameAgeMs: number | null;
  /** Ends the stream; its last picture stays. */
  stop(): void;
  /** Ends the stream and takes its elements away. */
  remove(): void;
}

/** On a large wall the picture of a tile that moves is looked at at every second tick only: it costs a third of a ms. */
const largeWallTiles = 32;
const looksApart = (): number => (streamsShown > largeWallTiles ? 2 : 1);
let streamsShown = 0;
/** A file that plays for so long, ms, has caught up with its camera. */
const settledAfterMs = 3_000;
/** Tiles take turns, so that the work is spread over the ticks. */
let streamsOpened = 0;

const elementsIn = (root: HTMLElement): { readonly video: HTMLVideoElement; readonly still: HTMLCanvasElement } => {
  const video = document.createElement("video");
  video.className = "tile-video";
  video.muted = true;
  video.playsInline = true;
  video.disablePictureInPicture = true;
  video.disableRemotePlayback = true;
  const still = document.createElement("canvas");
  still.className = "tile-still";
  dropPicture(still);
  root.append(video, still);
  return { video, still };
};

/**
 * Shows one stream on top of what `root` holds; nothing of that is covered before the first frame. `onView` is told of
 * every visible change, never before this returns.
 */
export const showStream = (
  station: Station,
  source: { readonly cameraId: string; readonly quality: StreamQuality },
  root: HTMLElement,
  onView: () => void,
): TileStream => {
  const { video, still } = elementsIn(root);
  const frames = watchFrames(video);
  const turn = streamsOpened++;
  let status: StreamStatus = { phase: "connecting", sinceMs: performance.now(), failure: null, retryAtUtcMs: null };
  let view: TileView = connectingView;
  let told = false;
  let facts: StreamFactsMessage | null = null;
  let frameAtMs: number | null = null;
  let frameAtUtcMs: number | null = null;
  let unchanged: Unchanged | null = null;
  let looking = false;
  let ticks = 0;
  let file = 0;
  let fileAtMs = performance.now();
  let fedFrames = 0;
  let stopped = false;

  const pictureAtUtcMs = (kind: TileView["kind"], frozenAtMs: number | null): number | null => {
    if (kind === "live") return null;
    if (kind !== "frozen" || frozenAtMs === null) return frameAtUtcMs;
    return view.kind === "frozen" ? view.pictureAtUtcMs : Math.round(Date.now() - (performance.now() - frozenAtMs));
  };

  const update = (): void => {
    if (stopped) return;
    const frozenAtMs = frozenSince(unchanged);
    const { kind, ageS } = livenessOf(status, frameAtMs, performance.now(), frozenAtMs);
    const next: TileView = {
      kind,
      ageS,
      failure: status.failure,
      retryInS: retryInS(status, kind, Date.now()),
      pictureAtUtcMs: pictureAtUtcMs(kind, frozenAtMs),
      otherQuality: null,
    };
    if (sameView(view, next)) return;
    view = next;
    if (told) onView();
  };

  const framed = (): void => {
    frameAtMs = performance.now();
    frameAtUtcMs = Date.now();
    if (!still.hidden) dropPicture(still);
  };

  const lookAtPicture = async (): Promise<void> => {
    looking = true;
    const lookedAt = file;
    const { decoded } = frames.frames;
    const atMs = performance.now();
    const picture = await sharedPictureProbe(video);
    looking = false;
    if (lookedAt !== file || stopped) return;
    unchanged = looked(unchanged, { picture, frames: decoded, atMs });
    update();
  };

  const paced = sharedConductor.join(video, {
    frameRate: () => facts?.frameRate ?? 0,
    lateFrames: () => frames.frames.dropped,
  });

  let forgetNextFrame = (): void => undefined;

  const stopWatching = watchStream(
    { ...source, playsH265 },
    {
      station,
      ticker: sharedTicker,
      openChannel: openDomChannel,
      startPlayer: (container, onFailure) => {
        file += 1;
        fileAtMs = performance.now();
        fedFrames = 0;
        unchanged = null;
        paced.began();
        const player = startPortPlayer(video, container === "mpegts" ? "mpegts" : "flv", onFailure);
        forgetNextFrame();
        forgetNextFrame = frames.onNextFrame(() => {
          framed();
          update();
        });
        return {
          feed: (bytes) => {
            paced.arriving();
            fedFrames += 1;
            player.feed(bytes);
          },
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
      onFacts: (next) => {
        facts = next;
      },
      monotonicMs: () => performance.now(),
      nowUtcMs: () => Date.now(),
    },
  );
  const leaveTally = sharedFrameTally.join(() =>
    performance.now() - fileAtMs < settledAfterMs ? null : { ...frames.frames, fed: fedFrames },
  );
  told = true;

  streamsShown += 1;
  const stopLooking = sharedTicker.subscribe(() => {
    ticks += 1;
    if (frames.look()) framed();
    const due = suspicious(unchanged) || (ticks + turn) % looksApart() === 0;
    if (due && !looking && frameAtMs !== null) void lookAtPicture();
    update();
  });

  const stop = (): void => {
    if (stopped) return;
    streamsShown -= 1;
    stopLooking();
    leaveTally();
    paced.leave();
    forgetNextFrame();
    stopWatching();
    view = { ...view, pictureAtUtcMs: view.pictureAtUtcMs ?? frameAtUtcMs };
    stopped = true;
  };

  return {
    get view() {
      return view;
    },
    get facts() {
      return facts;
    },
    get frameAgeMs() {
      return frameAtMs === null ? null : performance.now() - frameAtMs;
    },
    stop,
    remove: () => {
      stop();
      video.remove();
      still.remove();
    },
  };
};
