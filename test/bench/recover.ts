import { setTimeout as wait } from "node:timers/promises";
import { runWall, timesToPicture, type WallRun, type WallTile } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { beside, figure, type Figure } from "./figures";
import type { Bench } from "./run";
import { median, percentile } from "./statistics";

/** How long cameras are away, ms: a tile that has tried for long tries seldom. */
const absencesMs = [5_000, 10_000, 20_000, 40_000];
const gaveUpMs = 60_000;

/** Takes these cameras off the network and puts them back. Answers how long each took to show a picture sent since. */
const comeBack = async (
  { watch }: WallRun,
  tiles: readonly WallTile[],
  absenceMs: number,
): Promise<readonly number[]> => {
  await Promise.all(tiles.map(({ camera }) => camera.faults.switchOff()));
  await wait(absenceMs);
  const backAtMs = liveClockMs();
  await Promise.all(tiles.map(({ camera }) => camera.faults.switchOn()));
  return timesToPicture(watch, tiles, backAtMs, gaveUpMs);
};

/**
 * Figure `recoverP95Ms`: from a camera's return to the network to the first picture it sent since, after 5, 10, 20 and
 * 40 s away; four cameras of 16 at a time, `--rounds` times (3 unless told). Beside it: all 16 gone and back at once.
 */
export const measureRecover: Bench = async (screen, { rounds = 3 }): Promise<Figure[]> =>
  runWall(16, screen, async (run) => {
    const alone: number[] = [];
    const together: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      // Each absence has its own four cameras, another four in each round.
      const groups = absencesMs.map((absenceMs, at) => ({
        absenceMs,
        tiles: run.tiles.filter((_, tile) => (tile + round) % absencesMs.length === at),
      }));
      const took = await Promise.all(groups.map(({ absenceMs, tiles }) => comeBack(run, tiles, absenceMs)));
      alone.push(...took.flat());
      together.push(...(await comeBack(run, run.tiles, absencesMs[round % absencesMs.length] ?? 0)));
    }
    return [
      figure("recoverP95Ms", percentile(alone, 95)),
      beside("recoverP50Ms", median(alone), "ms"),
      beside("recoverAllAtOnceP95Ms", percentile(together, 95), "ms"),
      beside("returns", alone.length + together.length, "count"),
    ];
  });
