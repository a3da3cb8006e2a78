import { setTimeout as wait } from "node:timers/promises";
import { beside, type Figure } from "../bench/figures";
import { percentile } from "../bench/statistics";
import { becomeLive, runWall, timesToPicture, type WallRun, type WallTile } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { watchBystanders } from "./bystanders";
import { cameraFaults, type CameraFault } from "./cameraFaults";
import { collectOutcomes, type Outcomes } from "./outcomes";
import type { FaultRun } from "./run";

const tileCount = 16;
const faultLastsMs = 6_000;
/** Also where a picture of another codec has to be transcoded. */
const goesOnWithinMs = 15_000;
const backTimeoutMs = 60_000;

const whatTileSays = async ({ page }: WallRun, { position }: WallTile): Promise<{ kind: string; words: string }> => {
  const tile = page.locator(`[data-position="${String(position)}"]`);
  return {
    kind: (await tile.getAttribute("data-liveness")) ?? "",
    words: (await tile.locator(".tile-words, .tile-scrim").allInnerTexts()).join(" ").replaceAll(/\s+/g, " "),
  };
};

/** One fault of one camera, and what must be true in it and after it. Answers how long the tile took to come back. */
const suffer = async (run: WallRun, tile: WallTile, fault: CameraFault, outcomes: Outcomes): Promise<number> => {
  const name = `${fault.name} of ${tile.camera.name}`;
  const windows = run.console.application.windows().length;
  const noteBystanders = await watchBystanders(run);
  const begunAtMs = await fault.begin(tile.camera);
  if (!fault.stopsPicture) {
    const [goesOnMs] = await timesToPicture(run.watch, [tile], begunAtMs, goesOnWithinMs);
    outcomes.note(`${name}: the picture goes on`, goesOnMs !== goesOnWithinMs);
  } else {
    await wait(faultLastsMs);
    const { kind, words } = await whatTileSays(run, tile);
    outcomes.note(`${name}: the tile says what is wrong, it says ${kind}: ${words}`, kind !== "live" && words !== "");
  }
  const endedAtMs = liveClockMs();
  await fault.end(tile.camera);
  const [backMs = backTimeoutMs] = await timesToPicture(run.watch, [tile], endedAtMs, backTimeoutMs);
  console.log(`${name}: back ${backMs.toFixed()} ms after its end`);
  outcomes.note(`${name}: the tile recovers by itself`, backMs < backTimeoutMs);
  await noteBystanders(
    run.tiles.filter((other) => other !== tile),
    name,
    outcomes,
  );
  outcomes.note(`${name}: the windows stay`, run.console.application.windows().length === windows);
  outcomes.note(`${name}: every tile is live after it`, await becomeLive(run.page, tileCount));
  return backMs;
};

/** `--runs` faults of one camera of 16 after the other, each kind in turn, each on another tile. */
export const runCameraFaults: FaultRun = async (screen, { runs }): Promise<Figure[]> =>
  runWall(tileCount, screen, async (run) => {
    const outcomes = collectOutcomes(console.log);
    const backs: number[] = [];
    for (let at = 0; at < runs; at += 1) {
      const [fault, tile] = [cameraFaults[at % cameraFaults.length], run.tiles[(at * 5) % tileCount]];
      if (fault !== undefined && tile !== undefined) backs.push(await suffer(run, tile, fault, outcomes));
    }
    return [outcomes.figure(), beside("cameraBackP95Ms", percentile(backs, 95), "ms"), beside("faults", runs, "count")];
  });
