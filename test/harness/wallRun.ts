import type { Page } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { readProvided } from "../../native/runtime/provided.mjs";
import { startCameras, type SimulatedCamera } from "../simulators/camera";
import { launchConsole, makeDataFolder, removeDataFolder, type Console } from "./console";
import type { Sighting, WantedPicture } from "./page/pictureWatch";
import { watchWall, type WallWatch } from "./wallWatch";

/** The real program with simulated cameras on its wall, and an eye on each tile. */
export interface WallRun {
  readonly console: Console;
  readonly page: Page;
  /** Of the program's first process. */
  readonly pid: number;
  /** Of all the cameras, as they were started. */
  readonly login: { readonly userName: string; readonly password: string };
  readonly watch: WallWatch;
  /** The cameras on the wall by their tiles' positions, as their pictures say. */
  readonly tiles: readonly WallTile[];
}

export interface WallTile {
  readonly position: number;
  /** As the program's records name it. */
  readonly cameraId: string;
  readonly camera: SimulatedCamera;
}

const allLiveTimeoutMs = 120_000;
/** Each waits two seconds for a tile's next picture. */
const mostLooks = 10;

/** Resolves when so many tiles are live. */
export const waitUntilLive = (page: Page, count: number, timeoutMs = allLiveTimeoutMs): Promise<void> =>
  page
    .locator('[data-liveness="live"]')
    .nth(count - 1)
    .waitFor({ timeout: timeoutMs });

/** Whether that was so within a minute. */
export const becomeLive = (page: Page, count: number): Promise<boolean> =>
  waitUntilLive(page, count, 60_000).then(
    () => true,
    () => false,
  );

/** Any picture of its own camera that was sent since then. */
export const pictureSentAfter = ({ position, camera }: WallTile, sentAfterMs: number): WantedPicture => ({
  position,
  cameraNumber: camera.cameraNumber,
  loopMs: camera.loopMs,
  sentAfterMs,
});

/** How long each of these tiles took from a moment to a picture sent since; `gaveUpMs` for one that did not by then. */
export const timesToPicture = async (
  watch: WallWatch,
  tiles: readonly WallTile[],
  sinceMs: number,
  gaveUpMs: number,
): Promise<readonly number[]> => {
  const shown = await watch.await(
    tiles.map((tile) => pictureSentAfter(tile, sinceMs)),
    gaveUpMs,
  );
  return shown.map((shownAtMs) => (shownAtMs === null ? gaveUpMs : shownAtMs - sinceMs));
};

const findTiles = async (
  page: Page,
  watch: WallWatch,
  cameras: readonly SimulatedCamera[],
): Promise<readonly WallTile[]> => {
  const filled = await page.locator("[data-camera-id]").evaluateAll((tiles) =>
    tiles.map((tile) => ({
      position: Number(tile.getAttribute("data-position")),
      cameraId: tile.getAttribute("data-camera-id") ?? "",
    })),
  );
  const seen: Sighting[] = [];
  const unseen = (): number[] =>
    filled.map(({ position }) => position).filter((position) => !seen.some((one) => one.position === position));
  // Beside others that are still opening, a tile of a large wall may show no picture for some seconds.
  for (let look = 0; look < mostLooks && unseen().length > 0; look += 1) seen.push(...(await watch.see(unseen())));
  return filled.map(({ position, cameraId }) => {
    const shown = seen.find((sighting) => sighting.position === position);
    const camera = cameras.find(({ cameraNumber }) => cameraNumber === shown?.cameraNumber);
    if (camera === undefined) throw new Error(`tile ${String(position)} shows none of the cameras`);
    return { position, cameraId, camera };
  });
};

/** Starts it all, works with it once every tile is live, and ends it however that goes. */
export const runWall = async <Value>(
  cameraCount: number,
  screen: Readonly<Record<string, string>>,
  work: (run: WallRun) => Promise<Value>,
): Promise<Value> => {
  const userName = "bench";
  const password = randomBytes(12).toString("base64url");
  const ffmpegPath = readProvided().ffmpeg.path;
  const started = await startCameras({ cameras: cameraCount, userName, password, ffmpegPath, discovery: true });
  const dataFolder = makeDataFolder();
  let console: Console | null = null;
  try {
    const demonstration = { userName, password, cameraCount, interfaceAddress: "127.0.0.1" };
    console = await launchConsole({ dataFolder, demonstration, screen });
    const { page, application } = console;
    const pid = application.process().pid;
    if (pid === undefined) throw new Error("the program has no process");
    await waitUntilLive(page, cameraCount);
    const watch = await watchWall(page);
    const tiles = await findTiles(page, watch, started.cameras);
    return await work({ console, page, pid, login: { userName, password }, watch, tiles });
  } finally {
    await console?.close();
    await started.stop();
    removeDataFolder(dataFolder);
  }
};
