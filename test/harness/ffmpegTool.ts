import { spawn } from "node:child_process";
import { once } from "node:events";

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
