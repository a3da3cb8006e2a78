import { stationToWindow } from "../../app/contract/messages";
import type { Port } from "../../app/contract/port";
import type { AnswerOf, InputOf, RequestName } from "../../app/contract/requests";
import type { Result } from "../../app/domain/result";

/** A window's end of the contract, in plain Node. */
export interface StationClient {
  ask<Name extends RequestName>(
    name: Name,
    input: InputOf<Name>,
    ports?: readonly Port[],
  ): Promise<Result<AnswerOf<Name>>>;
  /** Sends what no honest window would; answers with whatever comes back. */
  askAnything(request: unknown, input: unknown, ports?: readonly Port[]): Promise<Result<unknown>>;
  /** Names of the events so far. */
  readonly events: readonly string[];
  close(): void;
}

export const stationClient = (port: Port): StationClient => {
  const waiting = new Map<number, (result: Result<unknown>) => void>();
  const events: string[] = [];
  let nextId = 1;
  port.onMessage((message) => {
    const told = stationToWindow.parse(message);
    if ("event" in told) events.push(told.event);
    else {
      waiting.get(told.id)?.(told.result);
      waiting.delete(told.id);
    }
  });
  const askAnything: StationClient["askAnything"] = (request, input, ports = []) =>
    new Promise((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      port.post({ id, request, input }, ports);
    });
  return {
    ask: (name, input, ports) => askAnything(name, input, ports) as never,
    askAnything,
    events,
    close: () => {
      port.close();
    },
  };
};
