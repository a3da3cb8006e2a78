import type { Clock } from "../../app/base/clock";
import { failure, type Failure } from "../../app/domain/failure";
import type { MediaLimits } from "./limits";
import type { Run } from "./run";
import { firstState, isRunning, transition, type SessionEvent, type SessionState } from "./sessionState";

/** What is wrong, or after how many ms to look again; null: nothing can be wrong before the state changes. */
export type Look = Failure | number | null;

/** Nothing is wrong for the first `limitMs` of a state. */
export const within = (limitMs: number, forMs: number, why: Failure): Look => (forMs < limitMs ? limitMs - forMs : why);

/** Of a state before the camera plays. */
export const withinHandshake = ({ handshakeMs }: MediaLimits, forMs: number): Look =>
  within(handshakeMs, forMs, failure("timedOut", "the camera never came to play"));

/** Whose runs they are. */
export interface RunOwner {
  readonly clock: Clock;
  readonly limits: MediaLimits;
  /** In [0, 1): the chance in the back-off. */
  readonly random: () => number;
  /** Starts run `of`; `insists`: a person asked for it after a refusal. */
  readonly begin: (of: number, insists: boolean) => Run;
  /** A run belongs to the state, which has stood for `forMs`. */
  readonly look: (state: SessionState, forMs: number) => Look;
  /** The run was ended: what it brought is of the past. */
  readonly stopped: () => void;
  /** Told of the first state too, which then is also the one before. */
  readonly changed: (state: SessionState, before: SessionState) => void;
  /** There will be no other run. */
  readonly ended: () => void;
}

/** Runs one after the other as sessionState.ts has it: at most one at a time, with the timers that belong to a state. */
export interface RunLife {
  /** Begins the first run. */
  start(): void;
  state(): SessionState;
  /** Run `of` goes on. */
  isPresent(of: number): boolean;
  apply(event: SessionEvent): void;
  /** Run `of` failed; nothing when it is not the present one. */
  fail(of: number, why: Failure): void;
  /** Somebody wants it. Answers whether the state changed. */
  open(sourceChanged: boolean): boolean;
  end(): void;
  /** Resolves when it has ended and every process of it is gone. */
  readonly finished: Promise<void>;
}

export const runLife = (owner: RunOwner): RunLife => {
  const { clock, limits } = owner;
  let state: SessionState = firstState;
  let run: Run | null = null;
  let insists = false;
  let callOff = (): void => undefined;
  let finish = (): void => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const stopping = new Set<Promise<void>>();

  const apply = (event: SessionEvent): void => {
    const before = state;
    state = transition(before, event, limits);
    if (state !== before) changed(before);
  };

  const fail = (of: number, why: Failure): void =>
    apply({ kind: "failed", run: of, failure: why, nowMs: clock.monotonicMs(), random: owner.random() });

  const look = (sinceMs: number): void => {
    const found = owner.look(state, clock.monotonicMs() - sinceMs);
    if (typeof found === "number") callOff = clock.after(found, () => look(sinceMs));
    else if (found !== null) fail(state.run, found);
  };

  const armTimer = (): void => {
    callOff();
    callOff = () => undefined;
    if (isRunning(state)) {
      look(clock.monotonicMs());
      return;
    }
    const of = state.run;
    if ("retryInMs" in state && state.retryInMs !== null)
      callOff = clock.after(state.retryInMs, () => apply({ kind: "retryDue", run: of }));
  };

  const stopRun = (): void => {
    if (run === null) return;
    const gone = run.stop();
    stopping.add(gone);
    void gone.then(() => stopping.delete(gone));
    run = null;
    owner.stopped();
  };

  const beginRun = (): void => {
    const asked = insists;
    insists = false;
    run = owner.begin(state.run, asked);
  };

  const changed = (before: SessionState): void => {
    if (!isRunning(state) || state.run !== before.run) stopRun();
    armTimer();
    owner.changed(state, before);
    if (isRunning(state) && run === null) beginRun();
    if (state.kind !== "ended") return;
    void Promise.all(stopping).then(finish);
    owner.ended();
  };

  return {
    start: () => changed(state),
    state: () => state,
    isPresent: (of) => of === state.run && isRunning(state),
    apply,
    fail,
    open: (sourceChanged) => {
      const before = state;
      insists = state.kind === "refused";
      apply({ kind: "opened", sourceChanged });
      return state !== before;
    },
    end: () => apply({ kind: "end" }),
    finished,
  };
};
