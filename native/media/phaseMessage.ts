import type { Log } from "../../app/base/log";
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

/** Logs the phases of one source that matter; a failure that goes on once, not once a try. */
export const phaseLog = (log: Log, sourceId: string): ((message: StreamPhaseMessage, run: number) => void) => {
  let loggedFailure = "";
  return ({ phase, failure }, run) => {
    const fields = { sourceId, phase, run, failure };
    if (failure !== undefined) {
      const text = `${failure.kind} ${failure.part ?? ""}`;
      if (text !== loggedFailure) log.warn(fields, "stream phase");
      loggedFailure = text;
    } else if (phase === "live" || phase === "ended") {
      loggedFailure = "";
      log.info(fields, "stream phase");
    }
  };
};
