import type { Page } from "@playwright/test";
import { setTimeout as wait } from "node:timers/promises";
import { readProvided } from "../../native/runtime/provided.mjs";
import { launchConsole, makeDataFolder, removeDataFolder } from "../harness/console";
import { startCameras } from "../simulators/camera";
import { beside, figure, type Figure } from "./figures";
import { measureCpuPercent, measureMemoryMiB } from "./load";
import { startMpvWall } from "./mpv";
import type { Bench } from "./run";

const framesPerSecond = 15;
const settleMs = 10_000;
const cpuWindowMs = 30_000;
const shownWindowMs = 60_000;

const withConsole = async <Value>(
  cameraCount: number,
  screen: Readonly<Record<string, string>>,
  work: (page: Page, pid: number) => Promise<Value>,
): Promise<Value> => {
  const userName = "bench";
  const password = "not-a-secret";
  const ffmpegPath = readProvided().ffmpeg.path;
  const cameras = await startCameras({ cameras: cameraCount, userName, password, ffmpegPath, discovery: true });
  const dataFolder = makeDataFolder();
  const settings = { userName, password, cameraCount, interfaceAddress: "127.0.0.1" };
  const program = await launchConsole({ dataFolder, demonstration: settings, screen });
  try {
    const pid = program.application.process().pid;
    if (pid === undefined) throw new Error("the program has no process");
    await program.page
      .locator('[data-liveness="live"]')
      .nth(cameraCount - 1)
      .waitFor({ timeout: 120_000 });
    await wait(settleMs);
    return await work(program.page, pid);
  } finally {
    await program.close();
    await cameras.stop();
    removeDataFolder(dataFolder);
  }
};

/** Frames put on the screen by all tiles so far. */
const framesShown = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [...document.querySelectorAll("video")]
      .map((video) => video.getVideoPlaybackQuality())
      .reduce((sum, quality) => sum + quality.totalVideoFrames - quality.droppedVideoFrames, 0),
  );

const shownShare = async (page: Page, tileCount: number): Promise<number> => {
  const before = await framesShown(page);
  const startedAtMs = performance.now();
  await wait(shownWindowMs);
  const shown = (await framesShown(page)) - before;
  return (shown / (((performance.now() - startedAtMs) / 1000) * framesPerSecond * tileCount)) * 100;
};

const measureMpv = async (count: number, screen: Readonly<Record<string, string>>): Promise<number> => {
  const ffmpegPath = readProvided().ffmpeg.path;
  const started = await startCameras({ cameras: count, userName: "", password: null, ffmpegPath });
  const urls = started.cameras.map(({ rtspUrl }) => rtspUrl.sub);
  const mpv = await startMpvWall(urls, Math.ceil(Math.sqrt(count)), screen);
  await wait(settleMs);
  const cpuPercent = await measureCpuPercent(mpv.pids, cpuWindowMs);
  await mpv.stop();
  await started.stop();
  return cpuPercent;
};

/** Figures `cpuPerTileToMpv16`, `shownShare64`, `memoryPerTileMiB`: 640×360 at 15 frames a second on every tile. */
export const measureWall: Bench = async (screen): Promise<Figure[]> => {
  const small = await withConsole(16, screen, async (_page, pid) => ({
    memoryMiB: measureMemoryMiB([pid]),
    cpuPercent: await measureCpuPercent([pid], cpuWindowMs),
  }));
  const mpvCpuPercent = await measureMpv(16, screen);
  const large = await withConsole(64, screen, async (page, pid) => ({
    shown: await shownShare(page, 64),
    memoryMiB: measureMemoryMiB([pid]),
    cpuPercent: await measureCpuPercent([pid], cpuWindowMs),
  }));
  return [
    figure("cpuPerTileToMpv16", small.cpuPercent / mpvCpuPercent),
    figure("shownShare64", large.shown),
    figure("memoryPerTileMiB", (large.memoryMiB - small.memoryMiB) / 48),
    beside("cpuOf16", small.cpuPercent, "%"),
    beside("cpuOf16Mpv", mpvCpuPercent, "%"),
    beside("cpuOf64", large.cpuPercent, "%"),
    beside("memoryOf16", small.memoryMiB, "MiB"),
    beside("memoryOf64", large.memoryMiB, "MiB"),
  ];
};
