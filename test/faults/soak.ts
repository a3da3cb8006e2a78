import { readdirSync } from "node:fs";
import { kill } from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { beside, figure, type Figure } from "../bench/figures";
import { measureMemoryMiB } from "../bench/load";
import { growthPercent, median, modulo } from "../bench/statistics";
import { allProcesses, processTree, streamingFfmpegs, type ProcessView } from "../harness/processes";
import { runWall, type WallRun } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import type { FaultRun } from "./run";

const tileCount = 16;
const sampleEveryMs = 10_000;
const comeAndGoEveryMs = 30_000;
const absenceMs = 12_000;
/** Caches fill and the page's first garbage is made: not measured. A short soak cannot spare so much. */
const warmUpMs = (hours: number): number => Math.min(120_000, hours * 3_600_000 * 0.1);
const endTimeoutMs = 15_000;

interface SoakSample {
  readonly memoryMiB: number;
  readonly handles: number;
  readonly ffmpegs: number;
  readonly latencyMs: number;
}

const handlesOf = ({ pid }: ProcessView): number => {
  try {
    return readdirSync(`/proc/${String(pid)}/fd`).length;
  } catch {
    // It ended while we looked.
    return 0;
  }
};

const sample = async ({ pid, watch, tiles }: WallRun): Promise<SoakSample> => {
  await watch.synchronise();
  const seen = await watch.see(tiles.map(({ position }) => position));
  const latencies = seen.flatMap(({ position, clipTimeMs, shownAtMs }) => {
    const camera = tiles.find((tile) => tile.position === position)?.camera;
    return camera === undefined ? [] : [modulo(shownAtMs - clipTimeMs, camera.loopMs)];
  });
  const tree = processTree(pid);
  const own = new Set(tree.map((one) => one.pid));
  return {
    memoryMiB: measureMemoryMiB([pid]),
    handles: tree.reduce((sum, one) => sum + handlesOf(one), 0),
    ffmpegs: streamingFfmpegs().filter((one) => own.has(one.pid)).length,
    latencyMs: median(latencies),
  };
};

/** One camera after the other leaves the network and comes back, until told to stop. */
const comeAndGo = async ({ tiles }: WallRun, stop: AbortSignal): Promise<void> => {
  for (let at = 0; !stop.aborted; at += 1) {
    const camera = tiles[(at * 5) % tiles.length]?.camera;
    await camera?.faults.switchOff();
    await wait(absenceMs, undefined, { signal: stop }).catch(() => undefined);
    await camera?.faults.switchOn();
    await wait(comeAndGoEveryMs - absenceMs, undefined, { signal: stop }).catch(() => undefined);
  }
};

const soak = async (run: WallRun, hours: number): Promise<readonly SoakSample[]> => {
  const stop = new AbortController();
  const goings = comeAndGo(run, stop.signal);
  const samples: SoakSample[] = [];
  await wait(warmUpMs(hours));
  const untilMs = liveClockMs() + hours * 3_600_000 - warmUpMs(hours);
  while (liveClockMs() < untilMs) {
    const nextAtMs = liveClockMs() + sampleEveryMs;
    samples.push(await sample(run));
    await wait(Math.max(0, nextAtMs - liveClockMs()));
  }
  stop.abort();
  await goings;
  return samples;
};

/** Those of a family that still run once it has had its time to end. A process id may by then be somebody else's. */
const orphansOf = async (family: readonly ProcessView[]): Promise<readonly ProcessView[]> => {
  const left = (): readonly ProcessView[] =>
    allProcesses().filter((now) =>
      family.some(({ pid, commandLine }) => commandLine !== "" && pid === now.pid && commandLine === now.commandLine),
    );
  for (let waitedMs = 0; waitedMs < endTimeoutMs && left().length > 0; waitedMs += 100) await wait(100);
  return left();
};

/**
 * 16 tiles for `--hours`, one camera after the other going and coming. The growth of each is between the first and the
 * last third of the samples, one every 10 s. Then the program is closed, started once more and killed.
 */
export const runSoak: FaultRun = async (screen, { hours }): Promise<Figure[]> => {
  const { family, samples } = await runWall(tileCount, screen, async (run) => ({
    samples: await soak(run, hours),
    family: processTree(run.pid),
  }));
  const afterExit = await orphansOf(family);
  const killed = await runWall(4, screen, async ({ console: program, pid }) => {
    const before = processTree(pid);
    const closed = program.application.waitForEvent("close");
    kill(pid, "SIGKILL");
    await closed;
    return before;
  });
  const orphans = [...afterExit, ...(await orphansOf(killed))];
  for (const { pid, commandLine } of orphans) console.log(`orphan ${String(pid)}: ${commandLine}`);
  const row = (of: (one: SoakSample) => number): readonly number[] => samples.map(of);
  return [
    figure("memoryGrowth", growthPercent(row((one) => one.memoryMiB))),
    figure("handleGrowth", growthPercent(row((one) => one.handles))),
    figure("ffmpegGrowth", growthPercent(row((one) => one.ffmpegs))),
    figure("latencyGrowth", growthPercent(row((one) => one.latencyMs))),
    figure("orphans", orphans.length),
    beside("memory", median(row((one) => one.memoryMiB)), "MiB"),
    beside("handles", median(row((one) => one.handles)), "count"),
    beside("ffmpegs", median(row((one) => one.ffmpegs)), "count"),
    beside("latencyP50Ms", median(row((one) => one.latencyMs)), "ms"),
    beside("samples", samples.length, "count"),
    beside("ranFor", hours * 60, "min"),
  ];
};
