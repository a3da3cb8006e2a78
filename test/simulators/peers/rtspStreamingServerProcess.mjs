// The npm package `rtsp-streaming-server` (GPL-3.0: never in a process with code of ours, never shipped) as a camera
// nobody in this repository wrote: RTP by UDP alone, Basic login.
//
//     echo PASSWORD | node rtspStreamingServerProcess.mjs FIRST_RTP_PORT [USER]
//
// The first line of standard input is the password; the server ends when standard input does. Prints one JSON line on
// standard error per fact: {"event":"ready","publishPort":N,"port":N}, then {"event":"login","accepted":B} for each.

import { Socket } from "node:dgram";
import { Server } from "node:net";
import { createInterface } from "node:readline";
import { RtspServer } from "rtsp-streaming-server";

const loopback = "127.0.0.1";
const rtpPorts = 40;

// It knows no address to listen on: loopback is the only one that is left to it.
const { listen } = Server.prototype;
Server.prototype.listen = /** @type {typeof listen} */ (
  /** @this {Server} @param {number} port @param {() => void} listening */
  function (port, listening) {
    return Reflect.apply(listen, this, [{ port, host: loopback }, listening]);
  }
);
const { bind } = Socket.prototype;
Socket.prototype.bind = /** @type {typeof bind} */ (
  /** @this {Socket} @param {number} port @param {() => void} whenBound */
  function (port, whenBound) {
    return Reflect.apply(bind, this, [{ port, address: loopback }, whenBound]);
  }
);

/** @param {Readonly<Record<string, unknown>>} fact */
const say = (fact) => process.stderr.write(`${JSON.stringify(fact)}\n`);

const [firstRtpPort = "", userName = ""] = process.argv.slice(2);
const lines = createInterface(process.stdin);
const [password] = await new Promise((resolve) => lines.once("line", (line) => resolve([line])));
lines.once("close", () => process.exit(0));

const server = new RtspServer({
  serverPort: 0,
  clientPort: 0,
  rtpPortStart: Number(firstRtpPort),
  rtpPortCount: rtpPorts,
  ...(userName === ""
    ? {}
    : {
        clientServerHooks: {
          authentication: (/** @type {string} */ name, /** @type {string} */ given) => {
            const accepted = name === userName && given === password;
            say({ event: "login", accepted });
            return Promise.resolve(accepted);
          },
        },
      }),
});
await server.start();
say({
  event: "ready",
  publishPort: server.PublishServer.server.address().port,
  port: server.ClientServer.server.address().port,
});
