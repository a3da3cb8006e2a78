import type { FailureKind } from "../domain/failure";
import { assertNever } from "../domain/result";

/**
 * Whether a device is within reach, from the tries that ask it. A single lost try is no outage: it is doubted first and
 * asked once more soon. A single success ends everything.
 *
 *                  answered                      failed
 *     unknown ────────────────► online ───────────────────────► doubtful
 *        │                        ▲ ▲                            │   │
 *        │                        │ └───────── answered ─────────┘   │ failed
 *        │ failed                 │                                  ▼
 *        └──► doubtful            └─────────── answered ────────── offline ──┐ failed
 *                                              (outage ends)    (outage began)◄┘
 *
 * An outage begins with the first of the two failed tries. All times are of {@link import("./steadyTime").SteadyTime}.
 */
export type Reachability =
  | { readonly kind: "unknown" }
  | { readonly kind: "online"; readonly sinceUtcMs: number }
  | {
      readonly kind: "doubtful";
      /** What it was before: null for `unknown`, else since when it was online. */
      readonly onlineSinceUtcMs: number | null;
      readonly failedAtUtcMs: number;
    }
  | {
      readonly kind: "offline";
      readonly sinceUtcMs: number;
      /** Of the newest try. */
      readonly cause: FailureKind;
      /** Failed tries since it began. */
      readonly failures: number;
    };

/** What a step means for the record of outages. */
export type OutageStep =
  | { readonly kind: "began"; readonly startedAtUtcMs: number; readonly cause: FailureKind }
  | { readonly kind: "ended"; readonly endedAtUtcMs: number }
  | null;

export interface Step {
  readonly state: Reachability;
  readonly outage: OutageStep;
}

export const unknown: Reachability = { kind: "unknown" };

/** It answered, or a picture of it runs. */
export const answered = (state: Reachability, nowUtcMs: number): Step => {
  switch (state.kind) {
    case "unknown":
      return { state: { kind: "online", sinceUtcMs: nowUtcMs }, outage: null };
    case "online":
      return { state, outage: null };
    case "doubtful":
      return { state: { kind: "online", sinceUtcMs: state.onlineSinceUtcMs ?? nowUtcMs }, outage: null };
    case "offline": {
      const endedAtUtcMs = Math.max(nowUtcMs, state.sinceUtcMs);
      return {
        state: { kind: "online", sinceUtcMs: endedAtUtcMs },
        outage: { kind: "ended", endedAtUtcMs },
      };
    }
    default:
      return assertNever(state);
  }
};

/** A try that was sent at `askedAtUtcMs` came to nothing. */
export const failed = (state: Reachability, cause: FailureKind, askedAtUtcMs: number): Step => {
  switch (state.kind) {
    case "unknown":
      return { state: { kind: "doubtful", onlineSinceUtcMs: null, failedAtUtcMs: askedAtUtcMs }, outage: null };
    case "online": {
      // A picture may have begun while the try was on its way.
      const failedAtUtcMs = Math.max(askedAtUtcMs, state.sinceUtcMs);
      return { state: { kind: "doubtful", onlineSinceUtcMs: state.sinceUtcMs, failedAtUtcMs }, outage: null };
    }
    case "doubtful": {
      const startedAtUtcMs = state.failedAtUtcMs;
      return {
        state: { kind: "offline", sinceUtcMs: startedAtUtcMs, cause, failures: 2 },
        outage: { kind: "began", startedAtUtcMs, cause },
      };
    }
    case "offline":
      return { state: { ...state, cause, failures: state.failures + 1 }, outage: null };
    default:
      return assertNever(state);
  }
};

/** The same state on a workstation clock that was set forward by so much (back: negative). */
export const shifted = (state: Reachability, byMs: number): Reachability => {
  switch (state.kind) {
    case "unknown":
      return state;
    case "online":
    case "offline":
      return { ...state, sinceUtcMs: state.sinceUtcMs + byMs };
    case "doubtful":
      return {
        ...state,
        onlineSinceUtcMs: state.onlineSinceUtcMs === null ? null : state.onlineSinceUtcMs + byMs,
        failedAtUtcMs: state.failedAtUtcMs + byMs,
      };
    default:
      return assertNever(state);
  }
};
