import type { Failure } from "../../app/domain/failure";
import type { LivenessKind } from "./liveness";

/** What a tile shows of its stream. Changes at most a few times a second, and not at all while it is live. */
export interface TileView {
  readonly kind: LivenessKind;
  /** Whole seconds since the newest frame, for `late` and `stalled`, or since the picture changed, for `frozen`. */
  readonly ageS: number;
  readonly failure: Failure | null;
  /** Whole seconds until the next try, for `waitingToRetry`. */
  readonly retryInS: number | null;
  /** Of when the picture on screen is; null while there is none, or while it is live. */
  readonly pictureAtUtcMs: number | null;
  /** Why the picture is still of the other quality than the one wanted; null when it is not, or only for a moment. */
  readonly otherQuality: Failure | null;
}

export const connectingView: TileView = {
  kind: "connecting",
  ageS: 0,
  failure: null,
  retryInS: null,
  pictureAtUtcMs: null,
  otherQuality: null,
};

export const sameView = (left: TileView, right: TileView): boolean =>
  left.kind === right.kind &&
  left.ageS === right.ageS &&
  left.failure === right.failure &&
  left.retryInS === right.retryInS &&
  left.pictureAtUtcMs === right.pictureAtUtcMs &&
  left.otherQuality === right.otherQuality;

/** Pictures come, as many as are to be had from this stream, whether they differ or not. */
export const isPlaying = ({ kind }: TileView): boolean =>
  kind === "live" || kind === "frozen" || kind === "keyFrames" || kind === "snapshot";

/** Fewer pictures on purpose, because the machine is short (ladder.ts): neither live nor a fault. */
export const isLowered = (kind: LivenessKind | undefined): boolean => kind === "keyFrames" || kind === "snapshot";
