import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { fixture } from "./fixture";

/** A request as the device received it. */
export interface ReceivedRequest {
  /** Of the action in `Content-Type`: `GetServices`. */
  readonly operation: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TestAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
}

/** An answer, or what to do with the connection. */
export type TestBehaviour = (request: ReceivedRequest) => TestAnswer | ((response: ServerResponse) => void);

export interface TestDevice {
  readonly url: URL;
  readonly requests: ReceivedRequest[];
}

const read = async (request: IncomingMessage): Promise<ReceivedRequest> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const operation = /action="[^"]*\/(\w+)"/.exec(request.headers["content-type"] ?? "")?.[1] ?? "";
  return {
    operation,
    path: request.url ?? "",
    headers: request.headers,
    body: Buffer.concat(chunks).toString("utf8"),
  };
};

/** An HTTP server on loopback that behaves as told and keeps what it was asked. Gone when the test is over. */
export const startTestDevice = async (behaviour: TestBehaviour): Promise<TestDevice> => {
  const requests: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    void read(request).then((received) => {
      requests.push(received);
      const answer = behaviour(received);
      if (typeof answer === "function") {
        answer(response);
        return;
      }
      response.writeHead(answer.status ?? 200, { "content-type": "application/soap+xml", ...answer.headers });
      response.end(answer.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`http://127.0.0.1:${port}/onvif/device_service`), requests };
};

/** Fixtures of a healthy camera that speaks Media (1) and thinks it is 192.168.1.64. */
export const healthyAnswers: Readonly<Record<string, string>> = {
  GetSystemDateAndTime: "utc-and-local-time.xml",
  GetServices: "no-media2.xml",
  GetDeviceInformation: "device-information.xml",
  GetScopes: "scopes.xml",
  GetProfiles: "token-looks-like-a-number.xml",
  GetStreamUri: "stream-uri.xml",
  GetSnapshotUri: "snapshot-uri.xml",
};

/** Answers each operation with a fixture; what has none is refused as a device refuses what it does not know. */
export const answeringWith =
  (answers: Readonly<Record<string, string>>): TestBehaviour =>
  ({ operation }) => {
    const name = answers[operation];
    return name === undefined
      ? { status: 500, body: fixture("fault-action-not-supported.xml") }
      : { body: fixture(name) };
  };
