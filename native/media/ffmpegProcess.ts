import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { withoutUserInformation } from "../../app/base/log";
import { failure, type Failure } from "../../app/domain/failure";
import { ffmpegArguments, type Making } from "./ffmpegArguments";
import { flvReader } from "./flv";
import type { MediaPart } from "./mediaPart";
import { mpegtsReader } from "./mpegts";
import { smallEnvironment } from "./smallEnvironment";

export interface FfmpegProcess {
  /** At once: it keeps nothing a polite end would save. */
  kill(): void;
  /** Resolves when the process is gone. */
  readonly gone: Promise<void>;
}

export interface FfmpegListener {
  part(part: MediaPart): void;
  /** It ended, or what it wrote cannot be read. May be called more than once. */
  failed(what: Failure): void;
}

/** What one ffmpeg writes to its standard output, as it comes. */
export interface FfmpegOutput {
  bytes(chunk: Buffer): void;
  failed(what: Failure): void;
}

const keptComplaintBytes = 4096;

/** The last line ffmpeg wrote on stderr, without addresses. */
const lastComplaint = (stderr: string): string =>
  withoutUserInformation(stderr)
    .replace(/[a-z]+:\/\/\S+/gi, "the source")
    .trim()
    .split("\n")
    .at(-1)
    ?.slice(0, 300) ?? "";

/**
 * One ffmpeg with these arguments, which name nothing but the relay as its source.
 *
 * What ends it when this process dies, however it dies (ffmpeg does not heed the end of its standard input): the kernel
 * closes the relay's sockets, so that ffmpeg's input ends, and the pipe of its output, so that it cannot write.
 */
export const spawnFfmpeg = (ffmpegPath: string, args: readonly string[], listener: FfmpegOutput): FfmpegProcess => {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(ffmpegPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: smallEnvironment(),
    windowsHide: true,
  });
  let complaint = "";
  let killed = false;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint = (complaint + text).slice(-keptComplaintBytes);
  });
  child.stdout.on("data", (chunk: Buffer) => {
    if (!killed) listener.bytes(chunk);
  });
  child.once("error", (error: NodeJS.ErrnoException) => {
    listener.failed(failure("decoderFailed", `ffmpeg cannot be started: ${error.code ?? "unknown"}`));
  });
  const gone = new Promise<void>((resolve) => {
    child.once("close", (code, signal) => {
      const how = signal === null ? `code ${code}` : `signal ${signal}`;
      listener.failed(failure("decoderFailed", `ffmpeg ended with ${how}: ${lastComplaint(complaint)}`));
      resolve();
    });
  });
  return {
    kill: () => {
      killed = true;
      child.kill("SIGKILL");
    },
    gone,
  };
};

/** One ffmpeg that makes of a source what a window plays, cut into its parts. */
export const startFfmpeg = (
  command: { readonly ffmpegPath: string; readonly relayUrl: string; readonly making: Making },
  maxPictureBytes: number,
  listener: FfmpegListener,
): FfmpegProcess => {
  const { ffmpegPath, relayUrl, making } = command;
  const reader = making.container === "flv" ? flvReader(maxPictureBytes) : mpegtsReader(maxPictureBytes);
  return spawnFfmpeg(ffmpegPath, ffmpegArguments(relayUrl, making), {
    bytes: (chunk) => {
      const read = reader.read(chunk);
      if (read.ok) read.value.forEach((part) => listener.part(part));
      else listener.failed(read.error);
    },
    failed: (what) => listener.failed(what),
  });
};
