import { pictureFaults, type CameraFault } from "../faults/cameraFaults";
import { runWall, timesToPicture, type WallRun, type WallTile } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { beside, figure, type Figure } from "./figures";
import type { Bench } from "./run";

/** A tile that says `live` for so long over a dead picture has failed; longer is not waited for. */
const gaveUpMs = 10_000;
const backTimeoutMs = 60_000;
const tilesPerFault = 3;

const firstMark = async ({ watch, page }: WallRun, { position }: WallTile, faultAtMs: number): Promise<number> => {
  const other = page.locator(`[data-position="${String(position)}"]:not([data-liveness="live"])`);
  await other.waitFor({ timeout: gaveUpMs }).catch(() => undefined);
  const said = (await watch.changes(faultAtMs)).find((one) => one.position === position && one.kind !== "live");
  return said === undefined ? gaveUpMs : said.atMs - faultAtMs;
};

/**
 * For how long a tile called a dead picture live: from the fault to its first other word or, where only the connection
 * was cut, to the first picture sent since, if that came sooner.
 */
const falselyLiveMs = async (run: WallRun, tile: WallTile, fault: CameraFault): Promise<number> => {
  // What was done to it before may have left it frozen until its next key frame.
  await run.page
    .locator(`[data-position="${String(tile.position)}"][data-liveness="live"]`)
    .waitFor({ timeout: backTimeoutMs });
  const faultAtMs = await fault.begin(tile.camera);
  const back = fault.stopsPicture ? [] : [timesToPicture(run.watch, [tile], faultAtMs, gaveUpMs).then(([ms]) => ms)];
  const tookMs = (await Promise.race([firstMark(run, tile, faultAtMs), ...back])) ?? gaveUpMs;
  await fault.end(tile.camera);
  const [againMs = 0] = await timesToPicture(run.watch, [tile], liveClockMs(), backTimeoutMs);
  if (againMs === backTimeoutMs) throw new Error(`${tile.camera.name} did not come back after ${fault.name}`);
  return tookMs;
};

/**
 * Figure `markedNotLiveMs`: the worst time that any tile of 16 went on saying `live` after its camera stalled, froze,
 * was switched off, was cut off or fell silent, on three tiles each, `--rounds` times (3 unless told). The page itself
 * notes when a tile says something else.
 */
export const measureLiveness: Bench = async (screen, { rounds = 3 }): Promise<Figure[]> =>
  runWall(16, screen, async (run) => {
    const worst = new Map<string, number>();
    for (let round = 0; round < rounds; round += 1) {
      const took = await Promise.all(
        pictureFaults.flatMap((fault, at) => {
          const from = ((at + round) * tilesPerFault) % run.tiles.length;
          const tiles = [...run.tiles, ...run.tiles].slice(from, from + tilesPerFault);
          return tiles.map(async (tile) => ({ name: fault.name, tookMs: await falselyLiveMs(run, tile, fault) }));
        }),
      );
      for (const { name, tookMs } of took) worst.set(name, Math.max(tookMs, worst.get(name) ?? 0));
    }
    return [
      figure("markedNotLiveMs", Math.max(...worst.values())),
      ...[...worst].map(([name, tookMs]) => beside(`${name}Ms`, tookMs, "ms")),
    ];
  });
