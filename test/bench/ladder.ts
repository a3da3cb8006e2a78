import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { runWall, type WallRun } from "../harness/wallRun";
import { beside, type Figure } from "./figures";
import { measureCpuPercent } from "./load";
import type { Bench } from "./run";
import { median } from "./statistics";

const tileCount = 64;
const calmS = 20;
const loadedS = 120;
const recoveredS = 180;
/** Shorter than the wait before the first step up. */
const cpuWindowMs = 10_000;
/** Programs that do nothing but burn a core, for each core there is. */
const burnersPerCore = 3;
const burner = "for (;;);";

/** What the page shows and counted, as of one moment. */
interface Look {
  readonly lowered: number;
  readonly keyFrames: number;
  readonly snapshots: number;
  readonly decoded: number;
  readonly dropped: number;
}

const look = ({ page }: WallRun): Promise<Look> =>
  page.evaluate(`(() => {
    const count = (kind) => document.querySelectorAll('.tile[data-liveness="' + kind + '"]').length;
    const qualities = [...document.querySelectorAll("video")].map((video) => video.getVideoPlaybackQuality());
    const keyFrames = count("keyFrames");
    const snapshots = count("snapshot");
    return {
      lowered: keyFrames + snapshots,
      keyFrames,
      snapshots,
      decoded: qualities.reduce((sum, quality) => sum + quality.totalVideoFrames, 0),
      dropped: qualities.reduce((sum, quality) => sum + quality.droppedVideoFrames, 0),
    };
  })()`);

interface Stretch {
  readonly looks: readonly Look[];
  /** Of the frames decoded by tiles that were moving in both looks, the share shown; one for each second. */
  readonly shownShares: readonly number[];
}

const watch = async (run: WallRun, seconds: number, name: string): Promise<Stretch> => {
  const looks: Look[] = [await look(run)];
  const shownShares: number[] = [];
  for (let second = 0; second < seconds; second += 1) {
    await wait(1_000);
    const before = looks.at(-1);
    const now = await look(run);
    looks.push(now);
    const decoded = now.decoded - (before?.decoded ?? 0);
    // A tile that changed its stream began to count anew.
    if (before !== undefined && before.lowered === now.lowered && decoded > 0)
      shownShares.push(1 - (now.dropped - before.dropped) / decoded);
    if (before?.lowered !== now.lowered)
      console.log(
        `${name} ${String(second)} s: ${String(now.keyFrames)} key frames, ${String(now.snapshots)} snapshots; ` +
          `shown before ${(median(shownShares.slice(-5)) * 100).toFixed(0)} %`,
      );
  }
  return { looks, shownShares };
};

/** How often the wall turned round: from stepping down to stepping up, or back. */
const turnsOf = (looks: readonly Look[]): number => {
  const steps = looks.slice(1).map(({ lowered }, index) => Math.sign(lowered - (looks[index]?.lowered ?? 0)));
  const moves = steps.filter((step) => step !== 0);
  return moves.filter((step, index) => index > 0 && step !== moves[index - 1]).length;
};

/**
 * Not a figure of the table, but what the thresholds of renderer/player/ladder.ts were measured with: 64 tiles, all
 * calm; then programs that take three times the machine; then calm again. Prints each step, the share of frames shown,
 * how many tiles were lowered, how often the wall turned round within a stretch, and what it costs as it stands when all
 * is calm and when the programs have just gone, in percent of one core.
 */
export const measureLadder: Bench = async (screen): Promise<Figure[]> =>
  runWall(tileCount, screen, async (run) => {
    const calm = await watch(run, calmS, "calm");
    const calmCpu = await measureCpuPercent([run.pid], cpuWindowMs);
    const burners = Array.from({ length: availableParallelism() * burnersPerCore }, () =>
      spawn(process.execPath, ["-e", burner], { stdio: "ignore" }),
    );
    const loaded = await watch(run, loadedS, "loaded").finally(() => {
      for (const one of burners) one.kill("SIGKILL");
    });
    const lowest = await look(run);
    const lowestCpu = await measureCpuPercent([run.pid], cpuWindowMs);
    const recovered = await watch(run, recoveredS, "recovered");
    const most = (looks: readonly Look[]): number => Math.max(...looks.map(({ lowered }) => lowered));
    return [
      beside("calmShownShare", median(calm.shownShares) * 100, "%"),
      beside("loadedFirstShownShare", median(loaded.shownShares.slice(0, 8)) * 100, "%"),
      beside("loadedLastShownShare", median(loaded.shownShares.slice(-20)) * 100, "%"),
      beside("calmLowered", most(calm.looks), "count"),
      beside("loadedLowered", most(loaded.looks), "count"),
      beside("recoveredLowered", recovered.looks.at(-1)?.lowered ?? NaN, "count"),
      beside("loadedTurns", turnsOf(loaded.looks), "count"),
      beside("calmCpu", calmCpu, "%"),
      beside("lowestCpu", lowestCpu, "%"),
      beside("lowestKeyFrames", lowest.keyFrames, "count"),
      beside("lowestSnapshots", lowest.snapshots, "count"),
      beside("recoveredTurns", turnsOf(recovered.looks), "count"),
    ];
  });
