import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

export const ffmpegPath = process.env["FFMPEG_BIN"] ?? "ffmpeg";

/** Decodes a file from its bytes: how many pictures came out, and what the decoder complained of. */
export const decode = async (bytes: Uint8Array): Promise<{ readonly frames: number; readonly complaints: string }> => {
  const child = spawn(
    ffmpegPath,
    ["-hide_banner", "-loglevel", "error", "-progress", "pipe:1", "-i", "pipe:0", "-f", "null", "/dev/null"],
    { stdio: ["pipe", "pipe", "pipe"] },
  );
  let progress = "";
  let complaints = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (progress += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  child.stdin.on("error", () => undefined);
  child.stdin.end(bytes);
  await once(child, "close");
  const frames = [...progress.matchAll(/^frame=(\d+)/gm)].at(-1)?.[1];
  return { frames: Number(frames ?? 0), complaints };
};

/** What the kernel shows of a process to others. */
export interface VisibleProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly state: string;
  readonly commandLine: string;
  readonly environment: string;
}

const read = (file: string): string => {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
};

/** Every process of the machine. Linux. */
export const visibleProcesses = (): readonly VisibleProcess[] =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const [, state = "", parent = "0"] = /\) (\S) (\d+)/.exec(read(`/proc/${name}/stat`)) ?? [];
      if (state === "") return [];
      return [
        {
          pid: Number(name),
          parentPid: Number(parent),
          state,
          commandLine: read(`/proc/${name}/cmdline`),
          environment: read(`/proc/${name}/environ`),
        },
      ];
    });

/** The ffmpeg processes a process has started and that still run. */
export const ffmpegChildrenOf = (pid: number): readonly VisibleProcess[] =>
  visibleProcesses().filter(
    (one) => one.parentPid === pid && one.state !== "Z" && one.commandLine.includes("pipe:1\0"),
  );
