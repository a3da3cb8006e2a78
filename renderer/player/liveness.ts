import type { StreamPhase } from "../../app/contract/stream";
import type { Failure } from "../../app/domain/failure";

/** A picture whose newest frame is at most this old is live. */
export const liveUntilMs = 1_000;
/** Up to here it is late, beyond it stalled. */
export const lateUntilMs = 5_000;

/** Where the stream stands, by its phase messages and by what happened to its port. */
export interface StreamStatus {
  readonly phase: StreamPhase;
  /** Since when, monotonic ms. */
  readonly sinceMs: number;
  readonly failure: Failure | null;
  readonly retryAtUtcMs: number | null;
}

/** Everything that a tile can be; what the badge says and `data-liveness` holds. */
export const livenessKinds = [
  "empty",
  "connecting",
  "loggingIn",
  "waitingForKeyFrame",
  "live",
  "late",
  "frozen",
  "keyFrames",
  "snapshot",
  "stalled",
  "waitingToRetry",
  "refused",
  "ended",
] as const;
export type LivenessKind = (typeof livenessKinds)[number];

export interface Liveness {
  readonly kind: LivenessKind;
  /** Whole seconds since the newest frame, for `late` and `stalled`, or since the picture changed, for `frozen`; else 0. */
  readonly ageS: number;
}

/**
 * What the tile may claim. Never `live` unless a frame was decoded within {@link liveUntilMs} and the picture changes,
 * whatever the phase says.
 *
 *     phase      frame ≤ 1 s   ≤ 5 s   older     none since the phase began
 *     live       live          late    stalled   waitingForKeyFrame, after 5 s stalled
 *     stalled    live          stalled stalled   stalled
 *     any other  that phase, whatever the picture's age
 *
 * A `live` picture that does not change is `frozen` instead.
 *
 * @param frameAtMs when the newest frame was decoded, monotonic ms; null when none was.
 * @param frozenSinceMs since when frames come and the picture is the same; null while it changes.
 */
export const livenessOf = (
  status: StreamStatus,
  frameAtMs: number | null,
  nowMs: number,
  frozenSinceMs: number | null = null,
): Liveness => {
  const { phase, sinceMs } = status;
  if (phase !== "live" && phase !== "stalled") return { kind: phase, ageS: 0 };
  const ageMs = nowMs - (frameAtMs ?? sinceMs);
  const ageS = Math.max(0, Math.floor(ageMs / 1000));
  if (frameAtMs !== null && ageMs <= liveUntilMs) {
    return frozenSinceMs === null
      ? { kind: "live", ageS: 0 }
      : { kind: "frozen", ageS: Math.max(0, Math.floor((nowMs - frozenSinceMs) / 1000)) };
  }
  const quietMs = nowMs - Math.max(frameAtMs ?? sinceMs, sinceMs);
  if (phase === "stalled" || quietMs > lateUntilMs) return { kind: "stalled", ageS };
  return frameAtMs === null || frameAtMs < sinceMs ? { kind: "waitingForKeyFrame", ageS: 0 } : { kind: "late", ageS };
};

/** Whole seconds until the next try, as long as one is waited for; else null. */
export const retryInS = ({ retryAtUtcMs }: StreamStatus, kind: LivenessKind, nowUtcMs: number): number | null =>
  kind === "waitingToRetry" && retryAtUtcMs !== null ? Math.max(0, Math.ceil((retryAtUtcMs - nowUtcMs) / 1000)) : null;
