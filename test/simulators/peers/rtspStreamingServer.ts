import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { ffmpegPath } from "../../harness/ffmpegTool";

/** `rtsp-streaming-server` with a test picture of ffmpeg's on it; see rtspStreamingServerProcess.mjs. */
export interface RtspStreamingServer {
  /** `rtsp://127.0.0.1:PORT/live`. */
  readonly url: string;
  /** Requests that came with a wrong password. */
  readonly refusedLogins: number;
  close(): Promise<void>;
}

export interface RtspStreamingServerOptions {
  /** Basic login; open to all when absent. */
  readonly login?: { readonly userName: string; readonly password: string };
}

interface Fact {
  readonly event: "ready" | "login";
  readonly publishPort?: number;
  readonly port?: number;
  readonly accepted?: boolean;
}

/** Below the ports the system gives out itself; another block for each test process. */
const firstRtpPort = (): number => 20_000 + (process.pid % 200) * 50;

/** A ball of 640×360 at 15 pictures a second, a key frame each second. */
const publish = (publishPort: number): ChildProcess =>
  spawn(
    ffmpegPath,
    [
      ...["-hide_banner", "-loglevel", "error", "-re", "-f", "lavfi", "-i", "testsrc=size=640x360:rate=15"],
      ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-g", "15", "-pix_fmt", "yuv420p"],
      ...["-f", "rtsp", `rtsp://127.0.0.1:${String(publishPort)}/live`],
    ],
    { stdio: "ignore" },
  );

/** Resolves once a picture is published. Rejects with what the server wrote when it ends before. */
export const startRtspStreamingServer = async ({
  login,
}: RtspStreamingServerOptions = {}): Promise<RtspStreamingServer> => {
  const server = spawn(
    process.execPath,
    [
      resolve(import.meta.dirname, "rtspStreamingServerProcess.mjs"),
      String(firstRtpPort()),
      ...(login === undefined ? [] : [login.userName]),
    ],
    { stdio: ["pipe", "ignore", "pipe"] },
  );
  const gone = once(server, "close");
  server.stdin.write(`${login?.password ?? ""}\n`);
  let said = "";
  let refusedLogins = 0;
  const { publishPort, port } = await new Promise<{ publishPort: number; port: number }>((ready, reject) => {
    createInterface(server.stderr).on("line", (line) => {
      said = `${said}${line}\n`.slice(-4096);
      // It writes warnings of its own besides.
      const fact = line.startsWith("{") ? (JSON.parse(line) as Fact) : null;
      if (fact?.event === "login" && fact.accepted === false) refusedLogins += 1;
      if (fact?.publishPort !== undefined && fact.port !== undefined)
        ready({ publishPort: fact.publishPort, port: fact.port });
    });
    server.once("close", () => {
      reject(new Error(`rtsp-streaming-server ended before it was ready: ${said}`));
    });
  });
  const publisher = publish(publishPort);
  const published = once(publisher, "close");
  return {
    url: `rtsp://127.0.0.1:${String(port)}/live`,
    get refusedLogins() {
      return refusedLogins;
    },
    close: async () => {
      publisher.kill("SIGKILL");
      await published;
      server.stdin.end();
      await gone;
    },
  };
};
