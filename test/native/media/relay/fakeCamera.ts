import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { methodOf, rtspReader, type RtspMessage } from "../../../../native/media/relay/rtspMessage";

/** An RTSP server that does what a test wants, right or wrong. */
export interface FakeCamera {
  readonly port: number;
  /** `rtsp://127.0.0.1:PORT/live?channel=1`. */
  readonly url: string;
  /** What it was asked, in order. */
  readonly requests: readonly RtspMessage[];
  /** Resolves with the first request of a method, past or future. */
  asked(method: string): Promise<RtspMessage>;
  /** Bytes to every client. */
  send(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** Answers one request; `answer` writes, in whatever shape. */
export type FakeBehaviour = (request: RtspMessage, answer: Socket) => void;

/** @param certificate RTSP over TLS with it */
export const startFakeCamera = async (
  behave: FakeBehaviour,
  certificate?: { readonly key: string; readonly certificate: string },
): Promise<FakeCamera> => {
  const requests: RtspMessage[] = [];
  const clients = new Set<Socket>();
  const waiting = new Set<() => void>();
  const receive = (client: Socket): void => {
    clients.add(client);
    client.on("error", () => undefined).on("close", () => clients.delete(client));
    const reader = rtspReader({ headerBytes: 16_384, headerLines: 100, bodyBytes: 65_536 });
    client.on("data", (chunk) => {
      const read = reader.read(chunk);
      for (const part of read.ok ? read.value : []) {
        if (part.kind !== "message") continue;
        requests.push(part);
        for (const look of waiting) look();
        behave(part, client);
      }
    });
  };
  const server =
    certificate === undefined
      ? createServer(receive)
      : createTlsServer({ key: certificate.key, cert: certificate.certificate }, receive);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `rtsp${certificate === undefined ? "" : "s"}://127.0.0.1:${String(port)}/live?channel=1`,
    requests,
    asked: (method) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = requests.find((request) => methodOf(request) === method);
          if (found !== undefined) resolve(found);
        };
        waiting.add(look);
        look();
      }),
    send: (bytes) => {
      for (const client of clients) client.write(bytes);
    },
    close: async () => {
      for (const client of clients) client.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
