import mpegts from "mpegts.js";
import { failure, type Failure } from "../../app/domain/failure";
import { PortLoader } from "./portLoader";
import { remuxPromptly } from "./promptRemux";
import type { StreamPlayer } from "./streamSession";

mpegts.LoggingControl.enableAll = false;

/** Further than `maxS` behind the newest frame the player jumps to `remainS` before it (stack.md). */
const latency = { maxS: 0.6, remainS: 0.15 } as const;
/** Played video is thrown away down to `minS` once it reaches `maxS`; mpegts.js would keep three minutes per tile. */
const kept = { maxS: 8, minS: 4 } as const;

/** Whether this machine decodes H.265; with a GPU it may. Asked once. */
export const playsH265: boolean =
  typeof MediaSource !== "undefined" && MediaSource.isTypeSupported('video/mp4; codecs="hvc1.1.6.L120.90"');

/** mpegts.js counts its statistics on a timer per player; nobody reads them here. */
const neverMs = 2 ** 31 - 1;

/**
 * Plays one file on `video` from the bytes that are fed, beginning with its header. `onFailure` is called at most once:
 * `unsupported` when this machine cannot decode the video, else `malformedAnswer`.
 */
export const startPortPlayer = (
  video: HTMLVideoElement,
  container: "flv" | "mpegts",
  onFailure: (failure: Failure) => void,
): StreamPlayer => {
  let loader: PortLoader | null = null;
  let over = false;
  let prompt = false;

  const fail = (type: unknown, detail: unknown, info: unknown): void => {
    if (over) return;
    over = true;
    const text = `${String(type)} ${String(detail)} ${messageOf(info)}`.slice(0, 300);
    onFailure(
      /codec|notsupported|not supported/i.test(text)
        ? failure("unsupported", text, "video")
        : failure("malformedAnswer", text, "stream"),
    );
  };

  class ThisLoader extends PortLoader {
    constructor() {
      super({
        made: (made) => {
          loader = made;
        },
        aborted: () => {
          fail("suspended", "picture buffer full", "");
        },
      });
    }
  }

  const player = mpegts.createPlayer(
    { type: container, isLive: true, hasAudio: false, hasVideo: true, url: "port:" },
    {
      enableWorker: false,
      enableStashBuffer: false,
      isLive: true,
      lazyLoad: false,
      deferLoadAfterSourceOpen: false,
      liveBufferLatencyChasing: true,
      liveBufferLatencyMaxLatency: latency.maxS,
      liveBufferLatencyMinRemain: latency.remainS,
      autoCleanupSourceBuffer: true,
      autoCleanupMaxBackwardDuration: kept.maxS,
      autoCleanupMinBackwardDuration: kept.minS,
      statisticsInfoReportInterval: neverMs,
      fixAudioTimestampGap: false,
      customLoader: ThisLoader,
    },
  );
  player.on(mpegts.Events.ERROR, fail);
  player.attachMediaElement(video);
  player.load();
  // Rejected when the next file begins before the first picture; nothing to say about it.
  void Promise.resolve(player.play()).catch(() => undefined);

  return {
    feed: (bytes) => {
      try {
        loader?.deliver(bytes);
        prompt ||= remuxPromptly(player);
      } catch (error) {
        fail("exception", "feed", error);
      }
    },
    destroy: () => {
      over = true;
      player.destroy();
    },
  };
};

const messageOf = (info: unknown): string => {
  if (typeof info === "object" && info !== null) {
    if ("msg" in info) return String(info.msg);
    if ("message" in info) return String(info.message);
  }
  return typeof info === "string" ? info : "";
};
