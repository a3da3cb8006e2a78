import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

/** mpv, the peer: one window per camera, laid out as a wall, with its own low-latency profile. */
export interface MpvWall {
  readonly pids: readonly number[];
  stop(): Promise<void>;
}

const start = (url: string, geometry: string, screen: Readonly<Record<string, string>>): ChildProcess =>
  spawn(
    "mpv",
    [
      "--no-config",
      "--profile=low-latency",
      "--rtsp-transport=tcp",
      "--no-audio",
      "--no-osc",
      "--no-border",
      "--vo=x11",
      "--msg-level=all=no,vo=v,cplayer=info",
      `--geometry=${geometry}`,
      url,
    ],
    { env: { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent", ...screen }, stdio: ["ignore", "pipe", "pipe"] },
  );

/** Resolves when this mpv has opened its window on a first picture. What it says later is read and thrown away. */
const showing = (mpv: ChildProcess): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = "";
    mpv.stdout?.on("data", (data: Buffer) => {
      if (said.includes("VO: [")) return;
      said += data.toString("utf8");
      if (said.includes("VO: [")) resolve();
    });
    mpv.stderr?.resume();
    mpv.once("exit", () => {
      reject(new Error(`mpv ended before it showed a picture: ${said}`));
    });
  });

const isRunning = (mpv: ChildProcess): boolean => mpv.exitCode === null && mpv.signalCode === null;

/** Opens a window for each URL in a grid of `columns` on a 1920×1080 screen and waits until all of them show. */
export const startMpvWall = async (
  urls: readonly string[],
  columns: number,
  screen: Readonly<Record<string, string>>,
): Promise<MpvWall> => {
  const widthPx = Math.floor(1920 / columns);
  const heightPx = Math.floor(1080 / columns);
  const started = urls.map((url, at) => {
    const left = (at % columns) * widthPx;
    const top = Math.floor(at / columns) * heightPx;
    return start(url, `${String(widthPx)}x${String(heightPx)}+${String(left)}+${String(top)}`, screen);
  });
  await Promise.all(started.map(showing));
  return {
    pids: started.flatMap(({ pid }) => (pid === undefined ? [] : [pid])),
    stop: async () => {
      if (!started.every(isRunning)) throw new Error("an mpv ended while it was measured");
      const ends = started.map((mpv) => once(mpv, "exit"));
      for (const mpv of started) mpv.kill("SIGTERM");
      await Promise.all(ends);
    },
  };
};
