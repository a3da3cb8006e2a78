import type { RequestDefinition } from "../contract/definition";
import type { EventName, PayloadOf } from "../contract/events";
import { requestMessage } from "../contract/messages";
import type { Port } from "../contract/port";
import { requests, type AnswerOf, type InputOf, type RequestName } from "../contract/requests";
import { failure, type Failure } from "../domain/failure";
import type { Result } from "../domain/result";
import { DatabaseError, type Database, type WritableDb } from "../database";
import type { Audit } from "../accounts";
import type { Log } from "../base/log";
import type { Operator, RequestContext } from "./context";

/** Answers one request. What it throws is a defect and reaches the window as `internal`. */
type Handler<Name extends RequestName> = (
  input: InputOf<Name>,
  context: RequestContext,
) => Result<AnswerOf<Name>> | Promise<Result<AnswerOf<Name>>>;

/** A handler for every request of the contract: leaving one out does not compile. */
export type Handlers = { readonly [Name in RequestName]: Handler<Name> };

export interface Dispatcher {
  /** Serves a window on its port until the port closes. */
  connect(port: Port, windowName: string): void;
  /** Tells every window. Call after the commit of what it tells of. */
  tell<Name extends EventName>(event: Name, payload: PayloadOf<Name>): void;
}

interface Envelope {
  readonly request: string;
  readonly input: unknown;
  readonly ports: readonly Port[];
  readonly windowName: string;
}

type AnyHandler = (input: unknown, context: RequestContext) => Result<unknown> | Promise<Result<unknown>>;

const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);

/** The first thing a schema found wrong, as `input.tiles.3`. */
const partOf = (root: string, path: readonly PropertyKey[]): string => [root, ...path.map(String)].join(".");

const failureOf = (thrown: unknown): Failure =>
  thrown instanceof DatabaseError
    ? thrown.failure
    : failure("internal", thrown instanceof Error ? thrown.message : String(thrown));

/**
 * Between the windows' ports and the services: checks the schema, then the role, calls the handler, writes the audit
 * row, answers. Nothing reaches a handler that did not pass all of it; ports of a refused request are closed.
 */
export const createDispatcher = (parts: {
  readonly handlers: Handlers;
  readonly database: Database;
  readonly audit: Audit;
  readonly currentOperator: () => Operator | null;
  readonly log: Log;
}): Dispatcher => {
  const { handlers, database, audit, currentOperator, log } = parts;
  const windows = new Set<Port>();

  const recordAudit = (db: WritableDb, envelope: Envelope, operator: Operator | null, outcome: string): void => {
    audit.record(db, {
      operatorId: operator?.id ?? null,
      windowName: envelope.windowName,
      request: envelope.request.slice(0, 64),
      outcome,
      details: envelope.input,
    });
  };

  const refuse = (envelope: Envelope, operator: Operator | null, why: Failure): Failure => {
    for (const port of envelope.ports) port.close();
    database.write((db) => {
      // The refused input is not kept: it may be of any size and hold anything.
      recordAudit(db, { ...envelope, input: {} }, operator, why.kind);
    });
    return why;
  };

  const check = (
    envelope: Envelope,
  ): { name: RequestName; definition: RequestDefinition; input: unknown; operator: Operator } | Failure => {
    const operator = currentOperator();
    if (!isRequestName(envelope.request))
      return refuse(envelope, operator, failure("invalidInput", "there is no such request", "request"));
    const definition: RequestDefinition = requests[envelope.request];
    if (operator === null || !definition.roles.some((role) => operator.roles.includes(role)))
      return refuse(envelope, operator, failure("forbidden", "the role does not hold this right", envelope.request));
    const expectedPorts = definition.carriesPort ? 1 : 0;
    if (envelope.ports.length !== expectedPorts)
      return refuse(envelope, operator, failure("invalidInput", `${String(expectedPorts)} port expected`, "ports"));
    const parsed = definition.input.safeParse(envelope.input);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      const part = partOf("input", issue?.path ?? []);
      return refuse(envelope, operator, failure("invalidInput", issue?.message, part));
    }
    return { name: envelope.request, definition, input: parsed.data, operator };
  };

  const answer = async (envelope: Envelope): Promise<Result<unknown>> => {
    const checked = check(envelope);
    if ("kind" in checked) return { ok: false, error: checked };
    const { name, definition, input, operator } = checked;
    const accepted: Envelope = { ...envelope, input };
    let audited = !definition.audited;
    let result: Result<unknown>;
    try {
      result = await (handlers[name] as AnyHandler)(input, {
        operator,
        windowName: envelope.windowName,
        ports: envelope.ports,
        audit: (db) => {
          if (audited) return;
          recordAudit(db, accepted, operator, "done");
          audited = true;
        },
      });
    } catch (thrown) {
      const error = failureOf(thrown);
      log.error({ request: name, error, stack: thrown instanceof Error ? thrown.stack : undefined }, "request failed");
      result = { ok: false, error };
      // A transaction that rolled back took its audit row with it.
      audited = !definition.audited;
    }
    if (!result.ok) for (const port of envelope.ports) port.close();
    if (!audited) {
      const outcome = result.ok ? "done" : result.error.kind;
      database.write((db) => {
        recordAudit(db, accepted, operator, outcome);
      });
    }
    return result;
  };

  const serve = async (port: Port, windowName: string, message: unknown, ports: readonly Port[]): Promise<void> => {
    const parsed = requestMessage.safeParse(message);
    if (!parsed.success) {
      for (const stray of ports) stray.close();
      log.warn({ windowName }, "a message that is no request was dropped");
      return;
    }
    const { id, request, input } = parsed.data;
    const result = await answer({ request, input, ports, windowName }).catch(
      // The audit could not be written: the request counts as failed, for what is not audited was not allowed.
      (thrown: unknown): Result<unknown> => ({ ok: false, error: failureOf(thrown) }),
    );
    if (windows.has(port)) port.post({ id, result });
  };

  return {
    connect: (port, windowName) => {
      windows.add(port);
      port.onClose(() => windows.delete(port));
      port.onMessage((message, ports) => {
        void serve(port, windowName, message, ports);
      });
    },
    tell: (event, payload) => {
      for (const port of windows) port.post({ event, payload });
    },
  };
};
