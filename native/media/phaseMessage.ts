import type { StreamPhaseMessage } from "../../app/contract/stream";
import type { SessionState } from "./sessionState";

/** What the windows are told of a state. A try that has not got through yet goes under the failure before it. */
export const phaseMessage = (state: SessionState, nowUtcMs: number): StreamPhaseMessage => {
  if (state.kind === "connecting" && state.because !== null) {
    const phase = state.because.kind === "stalled" ? "stalled" : "waitingToRetry";
    return { kind: "phase", phase, failure: state.because };
  }
  const retryInMs = "retryInMs" in state ? state.retryInMs : null;
  return {
    kind: "phase",
    phase: state.kind,
    ...("failure" in state ? { failure: state.failure } : {}),
    ...(retryInMs === null ? {} : { retryAtUtcMs: nowUtcMs + retryInMs }),
  };
};
