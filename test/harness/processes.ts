import { readdirSync, readFileSync } from "node:fs";

/** One process as the kernel shows it. */
export interface ProcessView {
  readonly pid: number;
  readonly parentPid: number;
  readonly commandLine: string;
  readonly environment: string;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, "latin1").replaceAll("\0", " ");
  } catch {
    // It ended while we looked, or belongs to somebody else.
    return "";
  }
};

/** Every process of this machine. */
export const allProcesses = (): ProcessView[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      const stat = read(`/proc/${name}/stat`);
      // The name in parentheses may itself hold spaces and parentheses.
      const afterName = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return {
        pid: Number(name),
        parentPid: Number(afterName[1]),
        commandLine: read(`/proc/${name}/cmdline`),
        environment: read(`/proc/${name}/environ`),
      };
    });

/** All processes below `rootPid`, and itself. */
export const processTree = (rootPid: number): ProcessView[] => {
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
