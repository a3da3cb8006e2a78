import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer, type Server as SecureServer } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import type { Certificate } from "./certificate";
import { deviceAnswers } from "./deviceAnswers";
import type { FaultState } from "./faultState";
import { media2Answers, mediaAnswers } from "./mediaAnswers";
import { refuse, type AnswerTable } from "./onvifAnswers";
import { redirectedDevicePath, servicePaths, servicesOf, type OnvifFacts } from "./onvifFacts";
import { openOnvifGate, type OnvifGateOptions } from "./onvifGate";
import { recordingAnswers, searchAnswers } from "./recordingAnswers";
import { envelope, faultBody, parseSoap, type SoapFault, type SoapRequest } from "./soap";

/** An answer of a test's own instead of the camera's. */
export interface CustomAnswer {
  /** 200 unless told. */
  readonly status?: number;
  /** SOAP's unless told. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is iterated is sent piece by piece, as slowly as it comes, and ended by closing the connection. */
  readonly body: string | Uint8Array | AsyncIterable<string | Uint8Array>;
}

/** Asked for every operation before its credentials are looked at; `undefined` leaves it to the camera. */
export type AnswerHook = (operation: string) => CustomAnswer | undefined;

export interface OnvifServerOptions extends OnvifGateOptions {
  readonly address: string;
  readonly faults: FaultState;
  /** The facts hold URLs with the port that was bound: of HTTPS when asked by HTTPS. */
  facts(secure: boolean): OnvifFacts;
  /** A JPEG under a path such as `/snapshot/main`; null when there is none. */
  snapshot(path: string): Promise<Buffer | null>;
}

export interface OnvifServer {
  /** Answers the port; 0 asks for a free one. */
  listen(port: number): Promise<number>;
  /** HTTPS beside it. */
  listenSecure(port: number, certificate: Certificate): Promise<number>;
  /** TLS connections from now on show this one; those there are cut. */
  renewCertificate(certificate: Certificate): void;
  close(): Promise<void>;
  dropConnections(): void;
  answer(hook: AnswerHook | null): void;
}

const soapType = "application/soap+xml; charset=utf-8";
const largestRequestBytes = 1_048_576;

const tables: ReadonlyMap<string, AnswerTable> = new Map([
  [servicePaths.device, deviceAnswers],
  [redirectedDevicePath, deviceAnswers],
  [servicePaths.media, mediaAnswers],
  [servicePaths.media2, media2Answers],
  [servicePaths.recording, recordingAnswers],
  [servicePaths.search, searchAnswers],
]);

/** The operations under a path; undefined where the device has no such service. */
const tableAt = (path: string, facts: OnvifFacts): AnswerTable | undefined =>
  path === redirectedDevicePath || servicesOf(facts).some((name) => servicePaths[name] === path)
    ? tables.get(path)
    : undefined;

/** Null when it is larger than any request should be. */
const readBody = async (request: IncomingMessage): Promise<string | null> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestRequestBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

/** Of these half is sent, then the connection ends. */
const brokenOff = new WeakSet<ServerResponse>();

const send = (
  response: ServerResponse,
  status: number,
  contentType: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string | readonly string[]>> = {},
): void => {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // With a length Node does not chunk, which libonvif cannot read.
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": bytes.length });
  if (brokenOff.has(response)) response.write(bytes.subarray(0, bytes.length / 2), () => response.destroy());
  else response.end(bytes);
};

const sendFault = (response: ServerResponse, fault: SoapFault): void => {
  send(response, fault.side === "Sender" ? 400 : 500, soapType, envelope(faultBody(fault)));
};

const sendCustom = async (response: ServerResponse, answer: CustomAnswer): Promise<void> => {
  const { status = 200, contentType = soapType, headers = {}, body } = answer;
  if (typeof body === "string" || body instanceof Uint8Array) {
    send(response, status, contentType, body, headers);
    return;
  }
  response.useChunkedEncodingByDefault = false;
  response.writeHead(status, { "Content-Type": contentType, Connection: "close", ...headers });
  for await (const piece of body) {
    if (response.destroyed) return;
    response.write(piece);
  }
  response.end();
};

/** A server, and both its ways in. */
type Listener = Server | SecureServer;

const listenOn = (server: Listener, address: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, address, () => {
      server.off("error", reject);
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : 0);
    });
  });

const closed = (server: Listener | null): Promise<void> =>
  new Promise((resolve) => {
    if (server === null) {
      resolve();
      return;
    }
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });

/** ONVIF device, media and media2 services and snapshots of one device over HTTP and HTTPS. */
export const openOnvifServer = (options: OnvifServerOptions): OnvifServer => {
  const { faults } = options;
  const refusalOf = openOnvifGate(options);
  let hook: AnswerHook | null = null;
  let server: Server | null = null;
  let secureServer: SecureServer | null = null;

  /** True when the request may pass; otherwise the refusal is already sent. */
  const admitted = (request: IncomingMessage, response: ServerResponse, soap: SoapRequest | null): boolean => {
    const refusal = refusalOf(request, soap);
    if (refusal === null) return true;
    const fault = envelope(faultBody(refuse("Sender", ["NotAuthorized"], refusal.message)));
    const headers = refusal.challenges.length === 0 ? {} : { "WWW-Authenticate": refusal.challenges };
    send(response, refusal.status, soapType, fault, headers);
    return false;
  };

  const serveSoap = async (
    request: IncomingMessage,
    response: ServerResponse,
    table: AnswerTable,
    facts: OnvifFacts,
  ): Promise<void> => {
    const text = await readBody(request);
    if (text === null) {
      send(response, 413, "text/plain", "request too large");
      return;
    }
    const soap = parseSoap(text);
    if (soap === null) {
      sendFault(response, refuse("Sender", ["WellFormed"], "Well-formed SOAP without DOCTYPE is needed."));
      return;
    }
    const custom = hook?.(soap.operation);
    if (custom !== undefined) {
      await sendCustom(response, custom);
      return;
    }
    if (!admitted(request, response, soap)) return;
    const isOfRecordings = table === recordingAnswers || table === searchAnswers;
    if (isOfRecordings && faults.recordingService !== "well") {
      const denied = refuse("Sender", ["NotAuthorized", "OperationProhibited"], "Sender not authorized");
      const fault = refuse("Receiver", ["Action"], "The recording service failed.");
      sendFault(response, faults.recordingService === "denying" ? denied : fault);
      return;
    }
    const answer = table[soap.operation]?.(facts, soap.body);
    if (answer === undefined) {
      sendFault(response, refuse("Receiver", ["ActionNotSupported"], `No such operation: ${soap.operation}`));
    } else if (typeof answer === "string") send(response, 200, soapType, envelope(answer));
    else sendFault(response, answer);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse, secure: boolean): Promise<void> => {
    if (faults.slowMs > 0) await wait(faults.slowMs, undefined, { ref: false });
    if (faults.halfOpen) return;
    if (faults.cut) brokenOff.add(response);
    const path = (request.url ?? "").split("?")[0] ?? "";
    const facts = options.facts(secure);
    if (request.method === "POST" && path === servicePaths.device && facts.oddities.redirecting) {
      send(response, 307, "text/html", "", { Location: facts.services.device });
      return;
    }
    const table = tableAt(path, facts);
    if (request.method === "POST" && table !== undefined) return serveSoap(request, response, table, facts);
    if (path.startsWith("/snapshot/") && !admitted(request, response, null)) return;
    const jpeg = request.method === "GET" ? await options.snapshot(path) : null;
    if (jpeg === null) send(response, 404, "text/plain", "not found");
    else send(response, 200, "image/jpeg", jpeg);
  };
  const handler =
    (secure: boolean) =>
    (request: IncomingMessage, response: ServerResponse): void => {
      // A client that goes away in the middle ends the iteration with an error.
      serve(request, response, secure).catch(() => response.destroy());
    };
  const dropConnections = (): void => {
    server?.closeAllConnections();
    secureServer?.closeAllConnections();
  };

  return {
    listen: (port) => {
      server = createServer(handler(false));
      return listenOn(server, options.address, port);
    },
    listenSecure: (port, { key, certificate }) => {
      secureServer = createSecureServer({ key, cert: certificate }, handler(true));
      return listenOn(secureServer, options.address, port);
    },
    renewCertificate: ({ key, certificate }) => {
      secureServer?.setSecureContext({ key, cert: certificate });
      secureServer?.closeAllConnections();
    },
    close: async () => {
      const both = [closed(server), closed(secureServer)];
      server = null;
      secureServer = null;
      await Promise.all(both);
    },
    dropConnections,
    answer: (newHook) => {
      hook = newHook;
    },
  };
};
