import { setTimeout as wait } from "node:timers/promises";
import { chooseGrid, saveView, tileAt } from "../harness/wallControls";
import { pictureSentAfter, runWall, waitUntilLive, type WallRun, type WallTile } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { beside, figure, type Figure } from "./figures";
import type { Bench } from "./run";
import { median, percentile } from "./statistics";

const tileCount = 16;
const gaveUpMs = 30_000;
/** Well within the time that media lets a source linger. */
const settleMs = 1_000;
/** Longer than media lets a source linger that nobody watches. */
const closedTimeoutMs = 30_000;

const isPlaying = ({ camera }: WallTile): boolean => camera.rtspLoad().playing > 0;

/** Resolves when nobody watches these cameras any more, which only the cameras can tell. */
const allClosed = async (tiles: readonly WallTile[]): Promise<void> => {
  for (let waitedMs = 0; tiles.some(isPlaying); waitedMs += 100) {
    if (waitedMs > closedTimeoutMs) throw new Error("sources stay open that no tile shows");
    await wait(100);
  }
};

/** Changes the wall so that these cameras are on its 16 tiles. Answers how long the last took to show its picture. */
const changeTo = async (
  { watch }: WallRun,
  tiles: readonly WallTile[],
  change: () => Promise<number>,
): Promise<number> => {
  const wanted = tiles.map((tile, position) => pictureSentAfter({ ...tile, position }, 0));
  const shown = watch.await(wanted, gaveUpMs);
  const changedAtMs = await change();
  return Math.max(...(await shown).map((atMs) => (atMs ?? changedAtMs + gaveUpMs) - changedAtMs));
};

/** By dropping each camera on its tile, all at once. */
const switchTo = (run: WallRun, tiles: readonly WallTile[]): Promise<number> =>
  changeTo(run, tiles, () => run.watch.drop(tiles.map(({ cameraId }, position) => ({ position, cameraId }))));

/** By the key that opens the next view. */
const nextView = (run: WallRun, tiles: readonly WallTile[]): Promise<number> =>
  changeTo(run, tiles, async () => {
    const pressedAtMs = liveClockMs();
    await run.page.keyboard.press("PageDown");
    return pressedAtMs;
  });

/**
 * Figures `switchColdP95Ms` and `switchWarmP95Ms`: 16 other cameras dropped on the 16 tiles at once, until every tile
 * has shown its new camera's picture (2 s between key frames). Cold: nobody had the new cameras open. Warm: they left
 * the wall a moment ago and linger; half of the warm ones are changes between two saved views, from the key that is
 * pressed. `--rounds` of one cold and four warm switches (10 unless told).
 */
export const measureSwitch: Bench = async (screen, { rounds = 10 }): Promise<Figure[]> =>
  runWall(2 * tileCount, screen, async (run) => {
    await chooseGrid(run.page, "16 画面");
    const [first, second] = [run.tiles.slice(0, tileCount), run.tiles.slice(tileCount)];
    await switchTo(run, second);
    await saveView(run.page, "第二组");
    await switchTo(run, first);
    await saveView(run.page, "第一组");
    await tileAt(run.page, 1).focus();
    const cold: number[] = [];
    const warm: number[] = [];
    const views: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await waitUntilLive(run.page, tileCount);
      await allClosed(second);
      cold.push(await switchTo(run, second));
      // However long the cold ones took: these two change places while both are open.
      await switchTo(run, first);
      for (const tiles of [second, first]) {
        await wait(settleMs);
        if (tiles.every(isPlaying)) warm.push(await switchTo(run, tiles));
      }
      // Of the two views the first is open, and its cameras are on the wall again.
      for (const tiles of [second, first]) {
        await wait(settleMs);
        const wereOpen = tiles.every(isPlaying);
        const tookMs = await nextView(run, tiles);
        if (wereOpen) views.push(tookMs);
      }
    }
    return [
      figure("switchWarmP95Ms", percentile([...warm, ...views], 95)),
      figure("switchColdP95Ms", percentile(cold, 95)),
      beside("switchWarmP50Ms", median([...warm, ...views]), "ms"),
      beside("switchViewP95Ms", percentile(views, 95), "ms"),
      beside("switchColdP50Ms", median(cold), "ms"),
      beside("warmSwitches", warm.length, "count"),
      beside("viewSwitches", views.length, "count"),
      beside("coldSwitches", cold.length, "count"),
    ];
  });
