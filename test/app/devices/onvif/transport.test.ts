import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { onvifLimits } from "../../../../app/devices/onvif/limits";
import { openTransport } from "../../../../app/devices/onvif/transport";
import { startTestDevice, type TestBehaviour } from "./testDevice";

const limits = { ...onvifLimits, answerMs: 400, bodyBytes: 64 * 1024 };

const ask = async (url: URL) => {
  const transport = openTransport(limits);
  onTestFinished(() => transport.close());
  return transport.post(url, { "content-type": "application/soap+xml" }, "<a/>");
};
const askDevice = async (behaviour: TestBehaviour) => ask((await startTestDevice(behaviour)).url);

/** A server that says `text` to whoever connects, then nothing. */
const startRawServer = async (text: string, end: boolean): Promise<URL> => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => {
      socket.write(text);
      if (end) socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
};

/** Writes `piece` whenever there is room, until cut; answers how much was taken by then. */
const pour = (response: ServerResponse, piece: string): Promise<number> =>
  new Promise((resolve) => {
    let bytes = 0;
    const more = (): void => {
      do bytes += piece.length;
      while (response.write(piece));
    };
    response.on("drain", more);
    response.on("close", () => {
      resolve(bytes);
    });
    more();
  });

describe("HTTP to a device", () => {
  it("gives status, headers and body", async () => {
    const answer = await askDevice(() => ({ status: 401, headers: { "www-authenticate": ["A", "B"] }, body: "x" }));
    expect(
      answer.ok && [answer.value.status, answer.value.header("www-authenticate"), answer.value.body.toString()],
    ).toEqual([401, ["A", "B"], "x"]);
  });

  it("cuts a device that sends one byte at a time", async () => {
    let cut: Promise<unknown> = Promise.reject(new Error("never asked"));
    cut.catch(() => undefined);
    const answer = await askDevice(() => (response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write("x"), 50);
      cut = once(response, "close").finally(() => {
        clearInterval(timer);
      });
    });
    expect(answer).toMatchObject({ ok: false, error: { kind: "timedOut", part: "http" } });
    await cut;
  });

  it("does not wait for one that says nothing", async () => {
    expect(await askDevice(() => () => undefined)).toMatchObject({ error: { kind: "timedOut" } });
  });

  it("cuts an answer without end soon after the limit", async () => {
    let poured: Promise<number> = Promise.resolve(Number.NaN);
    const answer = await askDevice(() => (response) => {
      response.writeHead(200);
      poured = pour(response, "x".repeat(16 * 1024));
    });
    expect(answer).toMatchObject({ ok: false, error: { kind: "answerTooLarge", part: "http.body" } });
    // What the buffers of both sockets may hold, not the endless rest.
    expect(await poured).toBeLessThan(16 * 1024 * 1024);
  });

  it("reads nothing of an answer that announces 10 MB", async () => {
    const answer = await askDevice(() => (response) => {
      response.writeHead(200, { "content-length": 10_000_000 });
      response.write("x");
    });
    expect(answer).toMatchObject({ ok: false, error: { kind: "answerTooLarge", part: "http.body" } });
  });

  it("refuses a header without end", async () => {
    const url = await startRawServer(`HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(40_000)}`, false);
    expect(await ask(url)).toMatchObject({ error: { kind: "answerTooLarge", part: "http.header" } });
    const many = await startRawServer(`HTTP/1.1 200 OK\r\n${"X-A: b\r\n".repeat(5_000)}`, false);
    expect(await ask(many)).toMatchObject({ error: { kind: "answerTooLarge", part: "http.header" } });
  });

  it("refuses compression nobody asked for", async () => {
    const answer = await askDevice(() => ({ headers: { "content-encoding": "gzip" }, body: "x" }));
    expect(answer).toMatchObject({ error: { kind: "unsupported", part: "http.Content-Encoding" } });
  });

  it("tells what is no HTTP, what is cut off and what is not there", async () => {
    expect(await ask(await startRawServer("220 ftp ready\r\n", false))).toMatchObject({
      error: { kind: "malformedAnswer" },
    });
    expect(await ask(await startRawServer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", true))).toMatchObject({
      error: { kind: "connectionLost" },
    });
    expect(await ask(await startRawServer("", true))).toMatchObject({ error: { kind: "connectionLost" } });
    // Port 1 of loopback: nobody listens there.
    expect(await ask(new URL("http://127.0.0.1:1/"))).toMatchObject({ error: { kind: "unreachable" } });
    const plain = await startTestDevice(() => ({}));
    expect(await ask(new URL(`https://127.0.0.1:${plain.url.port}/`))).toMatchObject({ error: { kind: "tlsFailed" } });
  });
});
