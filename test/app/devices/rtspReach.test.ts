import { createServer, type AddressInfo, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { reachRtsp } from "../../../app/devices/rtspReach";
import { makeCertificate } from "../../simulators/camera/certificate";

const limits = { connectMs: 2_000, answerMs: 200 };

/** A server that does this with each connection; answers its port and what it heard. */
const serve = async (
  behave: (socket: Socket, heard: string) => void,
  certificate?: { readonly key: string; readonly cert: string },
) => {
  const heard: string[] = [];
  const sockets = new Set<Socket>();
  const take = (socket: Socket): void => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      heard.push(bytes.toString());
      behave(socket, bytes.toString());
    });
  };
  const server = certificate === undefined ? createServer(take) : createTlsServer(certificate, take);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, heard };
};

describe("whether an RTSP server is there", () => {
  it.each(["200 OK", "401 Unauthorized", "454 Session Not Found"])("is told by %s", async (status) => {
    const { port, heard } = await serve((socket) => socket.write(`RTSP/1.0 ${status}\r\nCSeq: 1\r\n\r\n`));
    const url = `rtsp://127.0.0.1:${String(port)}/main`;
    expect(await reachRtsp(url, null, limits)).toEqual({ ok: true, value: {} });
    expect(heard).toEqual([`OPTIONS ${url} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: Zhishou\r\n\r\n`]);
  });

  it("is told by an answer that comes in pieces", async () => {
    const { port } = await serve((socket) => {
      socket.write("RT");
      setImmediate(() => socket.write("SP/1.0 200 OK\r\n"));
    });
    expect(await reachRtsp(`rtsp://127.0.0.1:${String(port)}/`, null, limits)).toMatchObject({ ok: true });
  });

  it("is not told by one that takes the connection and is silent", async () => {
    const { port } = await serve(() => undefined);
    const reached = await reachRtsp(`rtsp://127.0.0.1:${String(port)}/`, null, limits);
    expect(reached).toMatchObject({ error: { kind: "timedOut" } });
  });

  it("is not told by one that hangs up", async () => {
    const { port } = await serve((socket) => socket.end());
    const reached = await reachRtsp(`rtsp://127.0.0.1:${String(port)}/`, null, limits);
    expect(reached).toMatchObject({ error: { kind: "connectionLost" } });
  });

  it.each(["HTTP/1.1 400 Bad Request\r\n\r\n", "RTSP/".padEnd(5_000, "x")])(
    "is not told by another protocol (%#)",
    async (text) => {
      const { port } = await serve((socket) => socket.write(text));
      const reached = await reachRtsp(`rtsp://127.0.0.1:${String(port)}/`, null, limits);
      expect(reached).toMatchObject({ error: { kind: "notRtsp" } });
    },
  );

  it("is not told where nobody listens", async () => {
    const reached = await reachRtsp("rtsp://127.0.0.1:1/", null, limits);
    expect(reached).toMatchObject({ error: { kind: "unreachable" } });
  });

  it("over TLS is told by the certificate seen before, and by no other", async () => {
    const made = makeCertificate("127.0.0.1", "camera");
    const { port } = await serve((socket) => socket.write("RTSP/1.0 200 OK\r\n\r\n"), {
      key: made.key,
      cert: made.certificate,
    });
    const url = `rtsps://127.0.0.1:${String(port)}/`;
    const sha256 = made.fingerprint256.replaceAll(":", "").toLowerCase();
    expect(await reachRtsp(url, null, limits)).toMatchObject({ ok: true });
    expect(await reachRtsp(url, sha256, limits)).toMatchObject({ ok: true });
    expect(await reachRtsp(url, "0".repeat(64), limits)).toMatchObject({
      error: { kind: "certificateChanged", detail: sha256 },
    });
  });
});
