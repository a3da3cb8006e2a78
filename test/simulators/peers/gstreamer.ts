import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

/** GStreamer's RTSP server as a foreign camera; see gstreamerServer.py. */
export interface GstreamerServer {
  readonly port: number;
  /** `rtsp://127.0.0.1:PORT/live`. */
  readonly url: string;
  /** Clients that connected so far. */
  readonly connectionCount: number;
  /** Answers 401 sent so far. */
  readonly challengeCount: number;
  close(): Promise<void>;
  /** Ends it as a power cut does: connections break without a word. */
  kill(): Promise<void>;
}

export interface GstreamerOptions {
  /** 0 or absent asks for a free one. */
  readonly port?: number;
  /** Open to all when absent. */
  readonly login?: { readonly userName: string; readonly password: string };
  readonly codec?: "h264" | "h265" | "jpeg";
  readonly audio?: boolean;
  /** `digest` unless told. */
  readonly authentication?: "digest" | "basic";
  /** The other one gets 461; `tcp` unless told. */
  readonly transport?: "tcp" | "udp";
  /** RTSP sessions at a time; any number unless told. */
  readonly sessions?: number;
}

// Debian's own: another python3 on the path may lack `gi`.
const python = "/usr/bin/python3";

/** Rejects with what the server wrote when it ends before it is ready. */
export const startGstreamer = async (options: GstreamerOptions = {}): Promise<GstreamerServer> => {
  const { port: wantedPort = 0, login, codec = "h264", audio = false } = options;
  const { authentication = "digest", transport = "tcp", sessions = 0 } = options;
  const child = spawn(
    python,
    [
      resolve(import.meta.dirname, "gstreamerServer.py"),
      ...["--port", String(wantedPort), "--codec", codec],
      ...(login === undefined ? [] : ["--user", login.userName]),
      ...(audio ? ["--audio"] : []),
      ...["--auth", authentication, "--transport", transport, "--sessions", String(sessions)],
    ],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  const gone = once(child, "close");
  child.stdin.write(`${login?.password ?? ""}\n`);
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints = (complaints + text).slice(-4096);
  });
  let connectionCount = 0;
  let challengeCount = 0;
  const port = await new Promise<number>((ready, reject) => {
    createInterface(child.stdout).on("line", (line) => {
      const fact = JSON.parse(line) as { event: string; port?: number };
      if (fact.event === "connected") connectionCount += 1;
      if (fact.event === "challenged") challengeCount += 1;
      if (fact.event === "ready" && fact.port !== undefined) ready(fact.port);
    });
    child.once("close", () => {
      reject(new Error(`GStreamer's server ended before it was ready: ${complaints}`));
    });
  });
  return {
    port,
    url: `rtsp://127.0.0.1:${String(port)}/live`,
    get connectionCount() {
      return connectionCount;
    },
    get challengeCount() {
      return challengeCount;
    },
    close: async () => {
      child.stdin.end();
      await gone;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
};
