import { runWall, type WallRun } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { beside, figure, type Figure } from "./figures";
import type { Bench } from "./run";
import { readScreen } from "./screenReadBack";
import { drift, median, modulo, percentile, type Sample } from "./statistics";

/** Each tile's next picture: how long after the camera sent it the compositor showed it. */
const sweep = async ({ watch, tiles }: WallRun): Promise<readonly Sample[]> => {
  const seen = await watch.see(tiles.map(({ position }) => position));
  return seen.flatMap(({ position, cameraNumber, clipTimeMs, shownAtMs }) => {
    const camera = tiles.find((tile) => tile.position === position)?.camera;
    if (camera?.cameraNumber !== cameraNumber) throw new Error(`tile ${String(position)} shows another camera`);
    return [{ atMs: shownAtMs, value: modulo(shownAtMs - clipTimeMs, camera.loopMs) }];
  });
};

/**
 * Figures `pictureToPictureP95Ms` and `latencyDriftMs`, over 16 tiles: the simulator draws the time of sending into its
 * picture, each tile is read back in turn at the moment it shows a new one. The drift is how far the straight line
 * through all of it rises in the run, whose length is `--minutes` (2 unless told; 30 for the figure).
 */
export const measureLatency: Bench = async (screen, { minutes = 2 }): Promise<Figure[]> =>
  runWall(16, screen, async (run) => {
    const samples: Sample[] = [];
    const untilMs = liveClockMs() + minutes * 60_000;
    while (liveClockMs() < untilMs) {
      await run.watch.synchronise();
      samples.push(...(await sweep(run)));
    }
    const values = samples.map(({ value }) => value);
    return [
      figure("pictureToPictureP95Ms", percentile(values, 95)),
      figure("latencyDriftMs", Math.abs(drift(samples))),
      beside("pictureToPictureP50Ms", median(values), "ms"),
      beside("readBackFromScreenP50Ms", median(await readScreen(run, screen)), "ms"),
      beside("pictures", samples.length, "count"),
      beside("ranFor", minutes, "min"),
    ];
  });
