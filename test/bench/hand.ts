import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { readProvided } from "../../native/runtime/provided.mjs";
import { launchConsole, makeDataFolder, removeDataFolder, type Console } from "../harness/console";
import { tracePage } from "../harness/pageTrace";
import { waitUntilLive } from "../harness/wallRun";
import { startCameras } from "../simulators/camera";
import { fillCounty } from "./countyRecords";
import { beside, figure, type Figure } from "./figures";
import { handActions, perform } from "./handActions";
import { inputDelays, watchInputs } from "./inputDelays";
import { durationMs, longestByWindow, spansOf, tasksIn, workMs, type ActionTask } from "./longTasks";
import type { Bench } from "./run";
import { median, percentile } from "./statistics";

const tileCount = 64;
const longMs = 50;
/** After the last tile went live; all that time the records' devices are being asked how they are. */
const settleMs = 10_000;
const stillMs = 10_000;

const longestOf = (tasks: readonly ActionTask[]): ActionTask | undefined =>
  tasks.toSorted((one, other) => durationMs(other) - durationMs(one))[0];

/** The longest tasks by action, for who wants to know where to look. */
const tellWhere = (tasks: readonly ActionTask[]): void => {
  for (const action of new Set(tasks.map((task) => task.action))) {
    const own = tasks.filter((task) => task.action === action);
    const longest = own.map(durationMs).toSorted((one, other) => other - one);
    const cpu = own.map(workMs).toSorted((one, other) => other - one);
    console.log(
      `${action}: ${String(own.filter((task) => durationMs(task) > longMs).length)} tasks over ${String(longMs)} ms; ` +
        `longest ${longest.slice(0, 5).map(Math.round).join(", ")} ms, by processor time ${cpu.slice(0, 5).map(Math.round).join(", ")} ms`,
    );
  }
};

/**
 * Figure `longTaskP99Ms`: the longest task of the page's main thread in each 100 ms while a hand points, types, scrolls,
 * drags, walks by keys, opens menus, undoes and changes the grid, 99th percentile; wall-clock time. 64 tiles of 640×360 at
 * 15 frames a second run meanwhile, and beside their 64 cameras the records hold 5,000 devices with 8,000 channels. Those
 * are asked how they are as everywhere, and each refuses at once. `--rounds` of all actions (2 unless told).
 */
export const measureHand: Bench = async (screen, { rounds = 2 }): Promise<Figure[]> => {
  const login = { userName: "bench", password: randomBytes(12).toString("base64url") };
  const ffmpegPath = readProvided().ffmpeg.path;
  const started = await startCameras({ cameras: tileCount, ...login, ffmpegPath });
  const dataFolder = makeDataFolder();
  let program: Console | null = null;
  try {
    await fillCounty(dataFolder, started.cameras, login);
    const demonstration = { userName: "", password: "", cameraCount: 0, interfaceAddress: "127.0.0.1" };
    program = await launchConsole({ dataFolder, demonstration, screen });
    const { application, page } = program;
    await waitUntilLive(page, tileCount);
    await wait(settleMs);
    const tracing = await tracePage(application, dataFolder);
    await perform(page, { name: "nothing", prepare: () => Promise.resolve(() => wait(stillMs)) });
    await watchInputs(page);
    const live: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const action of handActions) {
        await perform(page, action);
        live.push(await page.locator('[data-liveness="live"]').count());
      }
    }
    const delays = await inputDelays(page);
    const { tasks, marks } = await tracing.stop();

    const spans = spansOf(marks);
    const unseen = handActions.filter(({ name }) => spans.filter(({ action }) => action === name).length < rounds);
    if (unseen.length > 0) throw new Error(`the trace is full before ${unseen.map(({ name }) => name).join(", ")}`);
    const still = spans.filter(({ action }) => action === "nothing");
    const hand = spans.filter(({ action }) => action !== "nothing");
    const handTasks = tasksIn(hand, tasks);
    const longest = longestOf(handTasks);
    tellWhere(tasksIn(spans, tasks));
    if (longest !== undefined) console.log(`the longest task fell into: ${longest.action}`);
    return [
      figure("longTaskP99Ms", percentile(longestByWindow(hand, tasks), 99)),
      beside("tasksOver50Ms", handTasks.filter((task) => durationMs(task) > longMs).length, "count"),
      beside("longestTaskMs", longest === undefined ? Number.NaN : durationMs(longest), "ms"),
      beside("longestTaskWorkMs", longest === undefined ? Number.NaN : workMs(longest), "ms"),
      beside("longTaskWorkP99Ms", percentile(longestByWindow(hand, tasks, workMs), 99), "ms"),
      beside("longTaskP50Ms", median(longestByWindow(hand, tasks)), "ms"),
      beside("stillLongTaskP99Ms", percentile(longestByWindow(still, tasks), 99), "ms"),
      beside("inputToFrameP95Ms", percentile(delays, 95), "ms"),
      beside("inputs", delays.length, "count"),
      beside("liveTiles", median(live), "count"),
      beside("fewestLiveTiles", Math.min(...live), "count"),
      beside("handWindows", longestByWindow(hand, tasks).length, "count"),
    ];
  } finally {
    await program?.close();
    await started.stop();
    removeDataFolder(dataFolder);
  }
};
