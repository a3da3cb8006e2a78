import { livenessOf, retryInS, type StreamStatus } from "./liveness";
import { connectingView, type TileView } from "./tileView";

/** The longest groups of "smart" encoders; a picture older than that stands still. */
const oldestMs = 30_000;

/** How a stream of key frames alone stands, by its phase and the time of its newest picture; both in monotonic ms. */
export const keyFramesView = (
  status: StreamStatus,
  picture: { readonly atMs: number; readonly atUtcMs: number } | null,
  nowMs: number,
  nowUtcMs: number,
): TileView => {
  const { phase, failure } = status;
  // All frames come as far as media, which looks itself whether they stop.
  const playing =
    phase === "live" && picture !== null && picture.atMs >= status.sinceMs && nowMs - picture.atMs < oldestMs;
  const { kind, ageS } = playing
    ? { kind: "keyFrames" as const, ageS: 0 }
    : livenessOf(status, picture?.atMs ?? null, nowMs);
  return {
    ...connectingView,
    kind: kind === "live" || kind === "late" ? "waitingForKeyFrame" : kind,
    ageS,
    failure,
    retryInS: retryInS(status, kind, nowUtcMs),
    pictureAtUtcMs: picture?.atUtcMs ?? null,
  };
};
