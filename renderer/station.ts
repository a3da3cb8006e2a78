import { events, type EventName, type PayloadOf } from "../app/contract/events";
import { stationToWindow } from "../app/contract/messages";
import type { Port } from "../app/contract/port";
import { requests, type AnswerOf, type InputOf, type RequestName } from "../app/contract/requests";
import type { StationState } from "../app/contract/shell";
import { refusal, success, type Result } from "../app/domain/result";
import { longListIn, readInTurns, type ReadAnswer } from "./longAnswers";
import { sharedTurns, type Turns } from "./turns";

/** An answer later than this is given up: `timedOut`. */
const answerWithinMs = 30_000;

interface Pending {
  readonly request: RequestName;
  readonly settle: (result: Result<unknown>) => void;
}

/** The station as the page sees it: typed requests and events over whichever port the shell handed over last. */
export interface Station {
  /**
   * Asks the station. Never rejects: `timedOut` after 30 s, `processLost` when the station goes or is not there,
   * `malformedAnswer` when the answer is not what the contract says, else the station's own answer.
   * @param port travels with the request (`streams.open`).
   */
  request<Name extends RequestName>(name: Name, input: InputOf<Name>, port?: Port): Promise<Result<AnswerOf<Name>>>;
  /** Answers how to stop listening. */
  onEvent<Name extends EventName>(name: Name, listener: (payload: PayloadOf<Name>) => void): () => void;
  /** Answers how to stop listening. */
  onState(listener: (state: StationState) => void): () => void;
  readonly state: StationState;
}

/** What the page's shell listener tells the client. */
export interface StationClient extends Station {
  /** The shell reports a state; a port comes with `ready`. Whatever was pending on an earlier port is `processLost`. */
  enter(state: StationState, port?: Port): void;
}

export const createStationClient = (timeoutMs: number = answerWithinMs, turns: Turns = sharedTurns): StationClient => {
  let state: StationState = { state: "starting" };
  let port: Port | null = null;
  let lastId = 0;
  /** What came while a long answer is being read: nothing overtakes it. */
  let held: unknown[] = [];
  let callOffReading: (() => void) | null = null;
  const pending = new Map<number, Pending>();
  const eventListeners = new Map<string, Set<(payload: never) => void>>();
  const stateListeners = new Set<(state: StationState) => void>();

  const settle = (id: number, result: Result<unknown>): void => {
    const waiting = pending.get(id);
    if (waiting === undefined) return;
    pending.delete(id);
    waiting.settle(result);
  };

  const leave = (): void => {
    const old = port;
    port = null;
    old?.close();
    callOffReading?.();
    callOffReading = null;
    held = [];
    for (const id of [...pending.keys()]) settle(id, refusal("processLost"));
  };

  const answered = (id: number, result: Result<unknown>): void => {
    const waiting = pending.get(id);
    if (waiting === undefined) return;
    if (!result.ok) {
      settle(id, result);
      return;
    }
    const contract = requests[waiting.request].answer;
    const list = longListIn(contract, result.value);
    const settleRead = (read: ReadAnswer): void => {
      if (read.success) settle(id, success(read.data));
      else settle(id, refusal("malformedAnswer", undefined, partOf(waiting.request, read.error.issues[0]?.path)));
    };
    if (list === null) {
      settleRead(contract.safeParse(result.value));
      return;
    }
    callOffReading = readInTurns(list, turns, (read) => {
      callOffReading = null;
      settleRead(read);
      goOn();
    });
  };

  const happened = (name: string, payload: unknown): void => {
    if (!Object.hasOwn(events, name)) return;
    const read = events[name as EventName].safeParse(payload);
    if (!read.success) return;
    for (const listener of eventListeners.get(name) ?? []) listener(read.data as never);
  };

  const take = (message: unknown): void => {
    const read = stationToWindow.safeParse(message);
    if (!read.success) return;
    if ("event" in read.data) happened(read.data.event, read.data.payload);
    else answered(read.data.id, read.data.result);
  };

  const goOn = (): void => {
    while (callOffReading === null && held.length > 0) take(held.shift());
  };

  const received = (message: unknown): void => {
    held.push(message);
    goOn();
  };

  const enter = (next: StationState, handed?: Port): void => {
    if (next.state !== "ready" || handed !== undefined) leave();
    if (next.state === "ready" && handed !== undefined) {
      port = handed;
      handed.onMessage((message) => {
        if (port === handed) received(message);
      });
      handed.onClose(() => {
        if (port !== handed) return;
        leave();
        enter({ state: "lost", restarts: next.restarts });
      });
    }
    state = next;
    for (const listener of [...stateListeners]) listener(next);
  };

  return {
    get state() {
      return state;
    },
    enter,
    request: <Name extends RequestName>(name: Name, input: InputOf<Name>, travelling?: Port) =>
      new Promise<Result<AnswerOf<Name>>>((resolve) => {
        const current = port;
        if (current === null) {
          resolve(refusal("processLost"));
          return;
        }
        const id = ++lastId;
        const timer = setTimeout(() => {
          settle(id, refusal("timedOut"));
        }, timeoutMs);
        pending.set(id, {
          request: name,
          settle: (result) => {
            clearTimeout(timer);
            resolve(result as Result<AnswerOf<Name>>);
          },
        });
        current.post({ id, request: name, input }, travelling === undefined ? [] : [travelling]);
      }),
    onEvent: (name, listener) => {
      const listeners = eventListeners.get(name) ?? new Set();
      eventListeners.set(name, listeners.add(listener));
      return () => void listeners.delete(listener);
    },
    onState: (listener) => {
      stateListeners.add(listener);
      return () => void stateListeners.delete(listener);
    },
  };
};

const partOf = (name: RequestName, path: readonly PropertyKey[] = []): string =>
  [name, ...path.map(String)].join(".").slice(0, 200);
