import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { allProcesses, processTree } from "../harness/processes";

/** Kernel clock ticks per second, as /proc counts them on Linux. */
const ticksPerSecond = 100;

const cpuTicksOf = (pid: number): number => {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    return 0;
  }
};

/** The X server that draws for us: it works for whoever shows pictures, and is counted on both sides. */
const screenServers = (): number[] =>
  allProcesses()
    .filter(({ commandLine }) => /^\S*Xvfb /.test(commandLine))
    .map(({ pid }) => pid);

/**
 * CPU of the process trees below `rootPids` and of the X server over `durationMs`, in percent of one core. Processes
 * that come or go in between are not counted: measure when all is settled.
 */
export const measureCpuPercent = async (rootPids: readonly number[], durationMs: number): Promise<number> => {
  const pids = new Set([...rootPids.flatMap((pid) => processTree(pid).map((one) => one.pid)), ...screenServers()]);
  const sum = (): number => [...pids].reduce((total, pid) => total + cpuTicksOf(pid), 0);
  const before = sum();
  const startedAtMs = performance.now();
  await wait(durationMs);
  const elapsedS = (performance.now() - startedAtMs) / 1000;
  return ((sum() - before) / ticksPerSecond / elapsedS) * 100;
};

/** Proportional set size of the process trees below `rootPids`, MiB. */
export const measureMemoryMiB = (rootPids: readonly number[]): number => {
  const pids = rootPids.flatMap((pid) => processTree(pid).map((one) => one.pid));
  const kib = pids.map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${String(pid)}/smaps_rollup`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0;
    }
  });
  return kib.reduce((sum, one) => sum + one, 0) / 1024;
};
