import type { Failure, FailureKind } from "../../app/domain/failure";
import { assertNever } from "../../app/domain/result";
import type { MediaLimits } from "./limits";

/**
 * Where the session of one source stands. The kinds are the phases a window is told (app/contract/stream.ts), but for
 * one: as long as a new try has not got through to the camera, the windows are told why the one before failed.
 *
 *                       the camera asks who we are
 *        ┌─► connecting ◄─────────────────────► loggingIn
 *        │       │ PLAY answered     no room for it │ PLAY answered
 *        │       ▼                                  │
 *        │  waitingForKeyFrame ◄────────────────────┘
 *        │       │ key frame
 *        │       ▼
 *        │     live ────── no picture for a while ──► stalled ───────┐
 *        │                                                           │
 *        ├── its time has come ◄──── waitingToRetry ◄── any failure  │
 *        ├── its time has come ◄─────────────────────────────────────┘
 *        ├── opened again ◄──────────┬ refused ◄──────── a failure only a person can mend
 *        └── its time has come ◄─────┘ (locked out: the device forgives with time)
 *
 *     any ── end ──► ended
 *
 * `run` numbers the attempts: what an older one still has to say changes nothing.
 * `failures` counts those in a row, for the back-off.
 */
export type SessionState =
  | {
      readonly kind: "connecting";
      readonly run: number;
      readonly failures: number;
      /** Why it is not live; null once the camera is reached. */
      readonly because: Failure | null;
    }
  | {
      readonly kind: "loggingIn" | "waitingForKeyFrame";
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
  | {
      readonly kind: "refused";
      readonly run: number;
      readonly failure: Failure;
      /** Null: never by itself. */
      readonly retryInMs: number | null;
    }
  | { readonly kind: "ended"; readonly run: number };

/** Times are monotonic ms; `random` is in [0, 1). */
export type SessionEvent =
  | { readonly kind: "opened"; readonly sourceChanged: boolean }
  /** The run waits for room, on the device or on this machine. */
  | { readonly kind: "waiting"; readonly run: number; readonly failure: Failure }
  | { readonly kind: "reached" | "loggingIn" | "playing"; readonly run: number }
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

export const firstState: SessionState = { kind: "connecting", run: 1, failures: 0, because: null };

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

/** Only a person can help: with a wrong password trying again would lock the account. */
const forPersons = new Set<FailureKind>([
  "credentialsRefused",
  "credentialsRequired",
  "invalidAddress",
  "certificateChanged",
  "lockedOut",
]);

/** What a camera sends does not change from one second to the next. */
const settled = new Set<FailureKind>(["unsupported", "noVideo", "forbiddenMarkup"]);

type BackOff = Pick<
  MediaLimits,
  | "firstRetryMs"
  | "longestRetryMs"
  | "unreachableRetryMs"
  | "settledRetryMs"
  | "sessionProbeMs"
  | "lockOutMs"
  | "steadyMs"
>;

const longestMs = (kind: FailureKind, limits: BackOff): number => {
  if (kind === "unreachable") return limits.unreachableRetryMs;
  if (kind === "sessionLimit") return limits.sessionProbeMs;
  return settled.has(kind) ? limits.settledRetryMs : limits.longestRetryMs;
};

/**
 * Doubles with each failure in a row, up to the longest for its kind; half of it is chance, so that a wall does not retry
 * in step.
 */
export const retryDelayMs = (failures: number, kind: FailureKind, random: number, limits: BackOff): number =>
  Math.min(longestMs(kind, limits), limits.firstRetryMs * 2 ** Math.min(failures - 1, 30)) * (0.5 + random / 2);

const afterFailure = (
  state: SessionState,
  event: Extract<SessionEvent, { kind: "failed" }>,
  limits: BackOff,
): SessionState => {
  const { run } = state;
  const { failure } = event;
  if (forPersons.has(failure.kind))
    return { kind: "refused", run, failure, retryInMs: failure.kind === "lockedOut" ? limits.lockOutMs : null };
  const steady = state.kind === "live" && event.nowMs - state.sinceMs >= limits.steadyMs;
  const failures = (steady || !("failures" in state) ? 0 : state.failures) + 1;
  const kind = failure.kind === "stalled" ? "stalled" : "waitingToRetry";
  const retryInMs = retryDelayMs(failures, failure.kind, event.random, limits);
  return { kind, run, failures, failure, retryInMs };
};

/** The next state; the same object when the event changes nothing. */
export const transition = (state: SessionState, event: SessionEvent, limits: BackOff): SessionState => {
  if (state.kind === "ended") return state;
  if ("run" in event && event.run !== state.run) return state;
  switch (event.kind) {
    case "opened":
      if (state.kind === "refused") return { kind: "connecting", run: state.run + 1, failures: 0, because: null };
      return event.sourceChanged
        ? { kind: "connecting", run: state.run + 1, failures: state.failures, because: null }
        : state;
    case "waiting":
      return state.kind === "connecting" || state.kind === "loggingIn"
        ? { kind: "connecting", run: state.run, failures: state.failures, because: event.failure }
        : state;
    case "reached":
      return state.kind === "connecting" && state.because !== null ? { ...state, because: null } : state;
    case "loggingIn":
      return state.kind === "connecting" ? { kind: "loggingIn", run: state.run, failures: state.failures } : state;
    case "playing":
      return state.kind === "connecting" || state.kind === "loggingIn"
        ? { kind: "waitingForKeyFrame", run: state.run, failures: state.failures }
        : state;
    case "keyFrame": {
      if (!isRunning(state) || state.kind === "live" || !("failures" in state)) return state;
      return { kind: "live", run: state.run, failures: state.failures, sinceMs: event.nowMs };
    }
    case "failed":
      return isRunning(state) ? afterFailure(state, event, limits) : state;
    case "retryDue":
      switch (state.kind) {
        case "stalled":
        case "waitingToRetry":
          return { kind: "connecting", run: state.run + 1, failures: state.failures, because: state.failure };
        case "refused":
          return state.retryInMs === null
            ? state
            : { kind: "connecting", run: state.run + 1, failures: 0, because: state.failure };
        default:
          return state;
      }
    case "end":
      return { kind: "ended", run: state.run };
    default:
      return assertNever(event);
  }
};
