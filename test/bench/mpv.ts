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

/** Resolves when this mpv has opened its window on a first picture. */
const showing = async (mpv: ChildProcess): Promise<void> => {
  let said = "";
  if (mpv.stdout === null) throw new Error("mpv has no output");
  for await (const data of mpv.stdout) {
    said += String(data);
    if (said.includes("VO: [")) break;
  }
  if (!said.includes("VO: [")) throw new Error(`mpv ended before it showed a picture: ${said}`);
  // Whatever else it says is thrown away, so that it never waits for us.
  mpv.stdout.resume();
};

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
      const ends = started.filter((mpv) => mpv.exitCode === null).map((mpv) => once(mpv, "exit"));
      for (const mpv of started) mpv.kill("SIGTERM");
      await Promise.all(ends);
    },
  };
};
