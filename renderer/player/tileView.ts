import type { Failure } from "../../app/domain/failure";
import type { LivenessKind } from "./liveness";

/** What a tile shows of its stream. Changes at most a few times a second, and not at all while it is live. */
export interface TileView {
  readonly kind: LivenessKind;
  /** Whole seconds since the newest frame, for `late` and `stalled`. */
  readonly ageS: number;
  readonly failure: Failure | null;
  /** Whole seconds until the next try, for `waitingToRetry`. */
  readonly retryInS: number | null;
  /** When the picture on screen was decoded; null while there is none, or while it is live. */
  readonly pictureAtUtcMs: number | null;
}

export const connectingView: TileView = {
  kind: "connecting",
  ageS: 0,
  failure: null,
  retryInS: null,
  pictureAtUtcMs: null,
};

export const sameView = (left: TileView, right: TileView): boolean =>
  left.kind === right.kind &&
  left.ageS === right.ageS &&
  left.failure === right.failure &&
  left.retryInS === right.retryInS &&
  left.pictureAtUtcMs === right.pictureAtUtcMs;
