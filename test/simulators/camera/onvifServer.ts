import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Quality } from "./clipRecipe";
import { deviceAnswers } from "./deviceAnswers";
import { openDigestGuard, type DigestAlgorithm } from "./digestChallenge";
import { media2Answers, mediaAnswers } from "./mediaAnswers";
import { refuse, type AnswerTable } from "./onvifAnswers";
import { servicePaths, type OnvifFacts } from "./onvifFacts";
import { envelope, faultBody, parseSoap, type SoapFault, type SoapRequest } from "./soap";
import { openUsernameTokenGuard } from "./usernameToken";

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

export interface OnvifServerOptions {
  readonly address: string;
  readonly userName: string;
  /** Null: everything is open. */
  readonly password: string | null;
  readonly realm: string;
  readonly algorithms: readonly DigestAlgorithm[];
  /** A UsernameToken's nonce is good for one request. */
  readonly refuseRepeatedNonces: boolean;
  /** The facts hold URLs with the port that was bound. */
  facts(): OnvifFacts;
  snapshot(quality: Quality): Promise<Buffer>;
}

export interface OnvifServer {
  /** Answers the port; 0 asks for a free one. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
  dropConnections(): void;
  answer(hook: AnswerHook | null): void;
}

const soapType = "application/soap+xml; charset=utf-8";
const largestRequestBytes = 1_048_576;
/** Allowed to everyone (ONVIF Core §8.1.2.1, PRE_AUTH); a client needs the clock before it can make a UsernameToken. */
const openOperations: ReadonlySet<string> = new Set(["GetSystemDateAndTime"]);

const tables: ReadonlyMap<string, AnswerTable> = new Map([
  [servicePaths.device, deviceAnswers],
  [servicePaths.media, mediaAnswers],
  [servicePaths.media2, media2Answers],
]);

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
  response.end(bytes);
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

const notAuthorized = refuse("Sender", ["NotAuthorized"], "Sender not authorized");

/** ONVIF device, media and media2 services and snapshots of one camera over HTTP. */
export const openOnvifServer = (options: OnvifServerOptions): OnvifServer => {
  const { userName, password, realm, algorithms, refuseRepeatedNonces } = options;
  const digest = password === null ? null : openDigestGuard({ realm, userName, password, algorithms, qop: true });
  const tokenAccepted =
    password === null
      ? null
      : openUsernameTokenGuard({
          userName,
          password,
          refuseRepeatedNonces,
          nowUtcMs: () => options.facts().nowUtcMs(),
        });
  let hook: AnswerHook | null = null;
  let server: Server | null = null;

  const challenge = (response: ServerResponse, stale: boolean): void => {
    const challenges = digest?.challenges(stale) ?? [];
    send(response, 401, soapType, envelope(faultBody(notAuthorized)), { "WWW-Authenticate": challenges });
  };

  /** True when the request may pass; otherwise the refusal is already sent. */
  const admitted = (request: IncomingMessage, response: ServerResponse, soap: SoapRequest | null): boolean => {
    if (digest === null || tokenAccepted === null) return true;
    if (soap !== null && openOperations.has(soap.operation)) return true;
    const { authorization } = request.headers;
    // Node hands out octets as characters; names are written in UTF-8.
    const given = authorization === undefined ? undefined : Buffer.from(authorization, "latin1").toString("utf8");
    const verdict = digest.check(given, request.method ?? "", request.url ?? "");
    if (verdict === "accepted") return true;
    const token = soap?.usernameToken ?? null;
    if (verdict === "missing" && token !== null) {
      if (tokenAccepted(token)) return true;
      sendFault(response, notAuthorized);
      return false;
    }
    challenge(response, verdict === "stale");
    return false;
  };

  const serveSoap = async (request: IncomingMessage, response: ServerResponse, table: AnswerTable): Promise<void> => {
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
    const answer = table[soap.operation]?.(options.facts(), soap.body);
    if (answer === undefined) {
      sendFault(response, refuse("Receiver", ["ActionNotSupported"], `No such operation: ${soap.operation}`));
    } else if (typeof answer === "string") send(response, 200, soapType, envelope(answer));
    else sendFault(response, answer);
  };

  const serveSnapshot = async (request: IncomingMessage, response: ServerResponse, quality: Quality): Promise<void> => {
    if (!admitted(request, response, null)) return;
    send(response, 200, "image/jpeg", await options.snapshot(quality));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    const table = tables.get(path);
    if (request.method === "POST" && table !== undefined) return serveSoap(request, response, table);
    if (request.method === "GET" && path === "/snapshot/main") return serveSnapshot(request, response, "main");
    if (request.method === "GET" && path === "/snapshot/sub") return serveSnapshot(request, response, "sub");
    send(response, 404, "text/plain", "not found");
  };

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server = createServer((request, response) => {
          // A client that goes away in the middle ends the iteration with an error.
          serve(request, response).catch(() => response.destroy());
        });
        server.once("error", reject);
        server.listen(port, options.address, () => {
          const bound = server?.address();
          resolve(typeof bound === "object" && bound !== null ? bound.port : 0);
        });
      }),
    close: () =>
      new Promise((resolve) => {
        if (server === null) {
          resolve();
          return;
        }
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
        server = null;
      }),
    dropConnections: () => server?.closeAllConnections(),
    answer: (newHook) => {
      hook = newHook;
    },
  };
};
