import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { methodOf } from "../../../native/media/relay/rtspMessage";
import type { TestSource } from "../../harness/mediaStation";
import { ffmpegChildrenOf, streamingFfmpegs } from "../../harness/processes";
import { startCameras, type Cameras } from "../../simulators/camera";
import { playsButSendsNothing } from "./relay/fakeBehaviours";
import { startFakeCamera } from "./relay/fakeCamera";

const open: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** A process of its own that shows the sources. */
const startHost = (sources: readonly TestSource[]) => {
  const host = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("./orphanHost.ts", import.meta.url))],
    {
      stdio: ["pipe", "pipe", "inherit"],
    },
  );
  const gone = once(host, "close");
  open.push(async () => {
    host.kill("SIGKILL");
    await gone;
  });
  host.stdin.end(JSON.stringify(sources));
  return { pid: host.pid ?? 0, lines: createInterface(host.stdout), host, gone };
};

const stillThere = (pids: readonly number[]): readonly number[] =>
  streamingFfmpegs()
    .map(({ pid }) => pid)
    .filter((pid) => pids.includes(pid));

/** Kills the host as nothing can be prepared for, and holds that its ffmpegs go within two seconds. */
const killAndLook = async (host: ReturnType<typeof startHost>, count: number): Promise<void> => {
  const pids = ffmpegChildrenOf(host.pid).map(({ pid }) => pid);
  expect(pids).toHaveLength(count);
  host.host.kill("SIGKILL");
  await host.gone;
  await expect.poll(() => stillThere(pids), { timeout: 2_000, interval: 50 }).toEqual([]);
};

test("live streams: no ffmpeg outlives a media process that was killed", async () => {
  const cameras: Cameras = await startCameras({ cameras: 2, userName: "admin", password: "Cam-pass-1" });
  open.push(() => cameras.stop());
  const credential = { userName: "admin", password: "Cam-pass-1" };
  const host = startHost(
    cameras.cameras.map(({ rtspUrl }, index) => ({ id: `${String(index)}/sub`, url: rtspUrl.sub, credential })),
  );
  const live = new Set<string>();
  for await (const line of host.lines) {
    live.add(line);
    if (live.size === 2) break;
  }
  await killAndLook(host, 2);
});

test("a camera that plays and sends nothing: no ffmpeg outlives a media process that was killed", async () => {
  const camera = await startFakeCamera(playsButSendsNothing);
  open.push(() => camera.close());
  const host = startHost([{ id: "fake/main", url: camera.url }]);
  expect(methodOf(await camera.asked("PLAY"))).toBe("PLAY");
  await killAndLook(host, 1);
});
