import { readdirSync, readFileSync } from "node:fs";

/** One process as the kernel (Linux) shows it to others. */
export interface ProcessView {
  readonly pid: number;
  readonly parentPid: number;
  /** Its words divided by spaces, one at the end; empty once it has ended. */
  readonly commandLine: string;
  /** `NAME=value`, divided by spaces. Empty when it belongs to somebody else. */
  readonly environment: string;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8").replaceAll("\0", " ");
  } catch {
    // It ended while we looked, or belongs to somebody else.
    return "";
  }
};

/** Every process of this machine. */
export const allProcesses = (): readonly ProcessView[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      // The name in parentheses may itself hold spaces and parentheses.
      const parentPid = /^.*\) \S (\d+)/s.exec(read(`/proc/${name}/stat`))?.[1];
      if (parentPid === undefined) return [];
      return [
        {
          pid: Number(name),
          parentPid: Number(parentPid),
          commandLine: read(`/proc/${name}/cmdline`),
          environment: read(`/proc/${name}/environ`),
        },
      ];
    });

/** All processes below `rootPid`, and itself. */
export const processTree = (rootPid: number): readonly ProcessView[] => {
  const all = allProcesses();
  const tree = new Set([rootPid]);
  let grew = true;
  while (grew) {
    const before = tree.size;
    for (const { pid, parentPid } of all) if (tree.has(parentPid)) tree.add(pid);
    grew = tree.size > before;
  }
  return all.filter(({ pid }) => tree.has(pid));
};

/** Every ffmpeg of a media process that still runs. One that has ended and is not yet fetched has no command line. */
export const streamingFfmpegs = (): readonly ProcessView[] =>
  allProcesses().filter(({ commandLine }) => /ffmpeg .* pipe:1 $/.test(commandLine));

/** Those of them that one process has started. */
export const ffmpegChildrenOf = (pid: number): readonly ProcessView[] =>
  streamingFfmpegs().filter(({ parentPid }) => parentPid === pid);
