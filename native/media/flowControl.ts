/**
 * How much one viewer is sent. A message port has no back-pressure, so the window acknowledges what its player took, and
 * a window that falls behind is cut: nothing more until it has caught up, then a new file from the next key frame.
 *
 *              file begins                   too much unacknowledged
 *     waiting ────────────► flowing ──────────────────────────────► cut
 *                              ▲                                     │
 *                              └── key frame, and caught up ─────────┘
 *
 * Pure: each function answers the next state.
 */
export interface FlowLimits {
  readonly unacknowledgedBytes: number;
  readonly unacknowledgedMs: number;
  readonly unacknowledgedSendings: number;
}

interface Unacknowledged {
  readonly generation: number;
  /** Position in the generation behind the last byte of this sending. */
  readonly endBytes: number;
  readonly bytes: number;
  readonly sentAtMs: number;
}

export interface FlowState {
  readonly kind: "waiting" | "flowing" | "cut";
  /** Of the file last begun on this port; 0 before the first. */
  readonly generation: number;
  /** Sent in this generation. */
  readonly sentBytes: number;
  /** What the first sending of this generation may hold on top of the limit: a cached group can be large. */
  readonly allowanceBytes: number;
  /** Over all generations, oldest first. */
  readonly unacknowledged: readonly Unacknowledged[];
  readonly unacknowledgedBytes: number;
}

export const newFlow: FlowState = {
  kind: "waiting",
  generation: 0,
  sentBytes: 0,
  allowanceBytes: 0,
  unacknowledged: [],
  unacknowledgedBytes: 0,
};

const send = (state: FlowState, bytes: number, nowMs: number): FlowState => {
  const endBytes = state.sentBytes + bytes;
  return {
    ...state,
    sentBytes: endBytes,
    unacknowledged: [...state.unacknowledged, { generation: state.generation, endBytes, bytes, sentAtMs: nowMs }],
    unacknowledgedBytes: state.unacknowledgedBytes + bytes,
  };
};

const overdue = (state: FlowState, limits: FlowLimits, nowMs: number): boolean => {
  const oldest = state.unacknowledged[0];
  return oldest !== undefined && nowMs - oldest.sentAtMs > limits.unacknowledgedMs;
};

/** A new file begins with `bytes` in its first sending. */
export const beginFile = (state: FlowState, bytes: number, nowMs: number): FlowState =>
  send(
    { ...state, kind: "flowing", generation: state.generation + 1, sentBytes: 0, allowanceBytes: bytes },
    bytes,
    nowMs,
  );

/** Whether a viewer has taken enough of what it was sent to be given a new file. */
export const caughtUp = (state: FlowState, limits: FlowLimits, nowMs: number): boolean =>
  state.unacknowledgedBytes <= limits.unacknowledgedBytes / 2 && !overdue(state, limits, nowMs);

/** The next tag of a flowing file: sent when the answer is still `flowing`, dropped when it is `cut`. */
export const sendTag = (state: FlowState, bytes: number, limits: FlowLimits, nowMs: number): FlowState => {
  if (state.kind !== "flowing") return state;
  const tooMuch =
    state.unacknowledgedBytes + bytes > limits.unacknowledgedBytes + state.allowanceBytes ||
    state.unacknowledged.length >= limits.unacknowledgedSendings;
  return tooMuch || overdue(state, limits, nowMs) ? { ...state, kind: "cut" } : send(state, bytes, nowMs);
};

/** The source closed its file: what is under way may still be acknowledged, nothing more is sent of it. */
export const endFile = (state: FlowState): FlowState => ({ ...state, kind: "waiting" });

/**
 * The window took `bytes` of `generation`, and with it all of every older one. What was never sent is not believed:
 * such a message changes nothing.
 */
export const acknowledge = (state: FlowState, generation: number, bytes: number): FlowState => {
  if (generation > state.generation || (generation === state.generation && bytes > state.sentBytes)) return state;
  const unacknowledged = state.unacknowledged.filter(
    (sent) => sent.generation > generation || (sent.generation === generation && sent.endBytes > bytes),
  );
  if (unacknowledged.length === state.unacknowledged.length) return state;
  return {
    ...state,
    unacknowledged,
    unacknowledgedBytes: unacknowledged.reduce((sum, sent) => sum + sent.bytes, 0),
  };
};
