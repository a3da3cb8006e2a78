import type { Failure } from "../../app/domain/failure";
import { assertNever } from "../../app/domain/result";
import type { MediaLimits } from "./limits";

/**
 * Where the session of one source stands. The kinds are the phases a window is told (app/contract/stream.ts).
 *
 *                       the camera asks who we are
 *        ┌─► connecting ──────────────────────► loggingIn
 *        │       │ PLAY answered                    │ PLAY answered
 *        │       ▼                                  │
 *        │  waitingForKeyFrame ◄────────────────────┘
 *        │       │ key frame
 *        │       ▼
 *        │     live ────── no tag for a while ────► stalled ─────────┐
 *        │                                                           │
 *        ├── its time has come ◄──── waitingToRetry ◄── any failure  │
 *        ├── its time has come ◄─────────────────────────────────────┘
 *        └── opened again ◄───────── refused ◄───────── a failure only a person can mend
 *
 *     any ── end ──► ended
 *
 * `run` numbers the ffmpeg starts: what an older one still has to say changes nothing.
 * `failures` counts those in a row, for the back-off.
 */
export type SessionState =
  | {
      readonly kind: "connecting" | "loggingIn" | "waitingForKeyFrame";
      readonly run: number;
      readonly failures: number;
    }
  | { readonly kind: "live"; readonly run: number; readonly failures: number; readonly sinceMs: number }
  | {
      readonly kind: "stalled" | "waitingToRetry";
      readonly run: number;
      readonly failures: number;
      readonly failure: Failure;
      readonly retryInMs: number;
    }
  | { readonly kind: "refused"; readonly run: number; readonly failure: Failure }
  | { readonly kind: "ended"; readonly run: number };

/** Times are monotonic ms; `random` is in [0, 1). */
export type SessionEvent =
  | { readonly kind: "opened"; readonly sourceChanged: boolean }
  | { readonly kind: "loggingIn" | "playing"; readonly run: number }
  | { readonly kind: "keyFrame"; readonly run: number; readonly nowMs: number }
  | {
      readonly kind: "failed";
      readonly run: number;
      readonly failure: Failure;
      readonly nowMs: number;
      readonly random: number;
    }
  | { readonly kind: "retryDue"; readonly run: number }
  | { readonly kind: "end" };

export const firstState: SessionState = { kind: "connecting", run: 1, failures: 0 };

/** Whether a run (relay admission and ffmpeg) belongs to the state. */
export const isRunning = (state: SessionState): boolean => {
  switch (state.kind) {
    case "connecting":
    case "loggingIn":
    case "waitingForKeyFrame":
    case "live":
      return true;
    case "stalled":
    case "waitingToRetry":
    case "refused":
    case "ended":
      return false;
    default:
      return assertNever(state);
  }
};

/** Trying again cannot help, and with a wrong password it would lock the account. */
const needsPerson = ({ kind }: Failure): boolean =>
  kind === "credentialsRefused" || kind === "credentialsRequired" || kind === "invalidAddress";

type BackOff = Pick<MediaLimits, "firstRetryMs" | "longestRetryMs" | "steadyMs">;

/** Doubles with each failure in a row, up to the longest; half of it is chance, so that a wall does not retry in step. */
export const retryDelayMs = (failures: number, random: number, limits: BackOff): number =>
  Math.min(limits.longestRetryMs, limits.firstRetryMs * 2 ** Math.min(failures - 1, 30)) * (0.5 + random / 2);

const afterFailure = (
  state: SessionState,
  event: Extract<SessionEvent, { kind: "failed" }>,
  limits: BackOff,
): SessionState => {
  const { run } = state;
  const { failure } = event;
  if (needsPerson(failure)) return { kind: "refused", run, failure };
  const steady = state.kind === "live" && event.nowMs - state.sinceMs >= limits.steadyMs;
  const failures = (steady || !("failures" in state) ? 0 : state.failures) + 1;
  const kind = failure.kind === "stalled" ? "stalled" : "waitingToRetry";
  return { kind, run, failures, failure, retryInMs: retryDelayMs(failures, event.random, limits) };
};

/** The next state; the same object when the event changes nothing. */
export const transition = (state: SessionState, event: SessionEvent, limits: BackOff): SessionState => {
  if (state.kind === "ended") return state;
  if ("run" in event && event.run !== state.run) return state;
  switch (event.kind) {
    case "opened":
      if (state.kind === "refused") return { kind: "connecting", run: state.run + 1, failures: 0 };
      return event.sourceChanged ? { kind: "connecting", run: state.run + 1, failures: state.failures } : state;
    case "loggingIn":
      return state.kind === "connecting" ? { ...state, kind: "loggingIn" } : state;
    case "playing":
      return state.kind === "connecting" || state.kind === "loggingIn"
        ? { ...state, kind: "waitingForKeyFrame" }
        : state;
    case "keyFrame": {
      if (!isRunning(state) || state.kind === "live" || !("failures" in state)) return state;
      return { kind: "live", run: state.run, failures: state.failures, sinceMs: event.nowMs };
    }
    case "failed":
      return isRunning(state) ? afterFailure(state, event, limits) : state;
    case "retryDue":
      return state.kind === "stalled" || state.kind === "waitingToRetry"
        ? { kind: "connecting", run: state.run + 1, failures: state.failures }
        : state;
    case "end":
      return { kind: "ended", run: state.run };
    default:
      return assertNever(event);
  }
};
