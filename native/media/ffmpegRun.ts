import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable } from "node:stream";
import { withoutUserInformation } from "../../app/base/log";
import type { MediaSource } from "../../app/contract/media";
import { failure, type Failure } from "../../app/domain/failure";
import { ffmpegArguments } from "./ffmpegArguments";
import { flvReader, type FlvPart } from "./flv";
import type { RelayListener } from "./relay/parties";
import type { Relay, RelayAdmission } from "./relay/relay";
import { parseRtspUrl } from "./relay/rtspUrl";

/** Who is told how a run fares. Nothing is told after `failed` or after `stop`. */
export interface RunListener extends RelayListener {
  readonly part: (part: FlvPart) => void;
}

export interface FfmpegRun {
  /** Ends it at once. Resolves when the process is gone. */
  stop(): Promise<void>;
}

export interface FfmpegRunner {
  readonly ffmpegPath: string;
  /** Resolves once the relay listens. */
  readonly relay: Promise<Relay>;
  readonly maxTagBytes: number;
}

const keptComplaintBytes = 4096;

/** Only what a program needs to start: nothing of the environment that media itself was given. */
const smallEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ["PATH", "LD_LIBRARY_PATH", "SystemRoot"].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** The last line ffmpeg wrote on stderr, without addresses. */
const lastComplaint = (stderr: string): string =>
  withoutUserInformation(stderr)
    .replace(/[a-z]+:\/\/\S+/gi, "the source")
    .trim()
    .split("\n")
    .at(-1)
    ?.slice(0, 300) ?? "";

/**
 * One ffmpeg from start to end: an admission to the relay, the process, its FLV.
 *
 * What ends ffmpeg when this process dies, however it dies (ffmpeg does not heed the end of its standard input): the
 * kernel closes the relay's sockets, so that ffmpeg's input ends, and the pipe of its output, so that it cannot write.
 */
export const startFfmpeg = (source: MediaSource, runner: FfmpegRunner, listener: RunListener): FfmpegRun => {
  let over = false;
  let admission: RelayAdmission | null = null;
  let child: ChildProcessByStdio<null, Readable, Readable> | null = null;
  let gone = Promise.resolve();

  const part = (): void => {
    over = true;
    admission?.end();
    // It copies and keeps nothing: there is nothing a polite end would save.
    child?.kill("SIGKILL");
  };
  const fail = (what: Failure): void => {
    if (over) return;
    part();
    listener.failed(what);
  };
  const guarded: RunListener = {
    loggingIn: () => {
      if (!over) listener.loggingIn();
    },
    playing: () => {
      if (!over) listener.playing();
    },
    part: (one) => {
      if (!over) listener.part(one);
    },
    failed: fail,
  };

  const start = (relay: Relay): void => {
    if (over) return;
    const address = parseRtspUrl(source.url);
    if (!address.ok) {
      fail(address.error);
      return;
    }
    admission = relay.admit({ address: address.value, credential: source.credential }, guarded);
    const ffmpeg = spawn(runner.ffmpegPath, ffmpegArguments(admission.url), {
      stdio: ["ignore", "pipe", "pipe"],
      env: smallEnvironment(),
      windowsHide: true,
    });
    child = ffmpeg;
    gone = new Promise((resolve) => ffmpeg.once("close", () => resolve()));
    const reader = flvReader(runner.maxTagBytes);
    let complaint = "";
    ffmpeg.stderr.setEncoding("utf8").on("data", (text: string) => {
      complaint = (complaint + text).slice(-keptComplaintBytes);
    });
    ffmpeg.stdout.on("data", (chunk: Buffer) => {
      if (over) return;
      const read = reader.read(chunk);
      if (read.ok) read.value.forEach(guarded.part);
      else fail(read.error);
    });
    ffmpeg.once("error", (error: NodeJS.ErrnoException) => {
      fail(failure("decoderFailed", `ffmpeg cannot be started: ${error.code ?? "unknown"}`));
    });
    ffmpeg.once("close", (code, signal) => {
      const how = signal === null ? `code ${code}` : `signal ${signal}`;
      fail(failure("decoderFailed", `ffmpeg ended with ${how}: ${lastComplaint(complaint)}`));
    });
  };

  runner.relay.then(start, () => fail(failure("internal", "the loopback relay cannot listen")));
  return {
    stop: () => {
      if (!over) part();
      return gone;
    },
  };
};
