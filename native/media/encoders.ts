import { spawn } from "node:child_process";
import type { Clock } from "../../app/base/clock";
import { smallEnvironment } from "./smallEnvironment";

/** One way ffmpeg makes H.264, as arguments. */
export interface Encoder {
  readonly name: string;
  readonly hardware: boolean;
  /** Before the input. */
  readonly device: readonly string[];
  readonly output: readonly string[];
}

export const softwareEncoder: Encoder = {
  name: "libx264",
  hardware: false,
  device: [],
  output: [
    ...["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-threads", "1"],
  ],
};

/** In the order in which they are tried. */
const hardwareEncoders: readonly Encoder[] = [
  {
    name: "h264_nvenc",
    hardware: true,
    device: [],
    output: ["-pix_fmt", "yuv420p", "-c:v", "h264_nvenc", "-preset", "p1", "-tune", "ll", "-bf", "0"],
  },
  {
    name: "h264_qsv",
    hardware: true,
    device: [],
    output: ["-pix_fmt", "nv12", "-c:v", "h264_qsv", "-preset", "veryfast", "-async_depth", "1", "-bf", "0"],
  },
  {
    name: "h264_amf",
    hardware: true,
    device: [],
    output: ["-pix_fmt", "nv12", "-c:v", "h264_amf", "-usage", "ultralowlatency"],
  },
  {
    name: "h264_vaapi",
    hardware: true,
    device: ["-vaapi_device", "/dev/dri/renderD128"],
    output: ["-vf", "format=nv12,hwupload", "-c:v", "h264_vaapi", "-bf", "0"],
  },
];

const trialMs = 5_000;
const listBytes = 256 * 1024;

/** Runs ffmpeg to its end: what it wrote, or null when it failed or took too long. */
const runOnce = (ffmpegPath: string, words: readonly string[], clock: Clock): Promise<string | null> =>
  new Promise((resolve) => {
    const child = spawn(ffmpegPath, ["-hide_banner", "-loglevel", "quiet", "-nostdin", ...words], {
      stdio: ["ignore", "pipe", "ignore"],
      env: smallEnvironment(),
      windowsHide: true,
    });
    const cancel = clock.after(trialMs, () => child.kill("SIGKILL"));
    let written = "";
    child.stdout.setEncoding("latin1").on("data", (text: string) => {
      written = (written + text).slice(0, listBytes);
    });
    child.once("error", () => {
      cancel();
      resolve(null);
    });
    child.once("close", (code) => {
      cancel();
      resolve(code === 0 ? written : null);
    });
  });

/**
 * The encoder to use on this machine: the first hardware one that ffmpeg lists and that encodes one picture, or libx264.
 * Being listed says nothing: builds list what the machine has no chip for. Never rejects.
 */
export const chooseEncoder = async (ffmpegPath: string, clock: Clock): Promise<Encoder> => {
  const listed = (await runOnce(ffmpegPath, ["-encoders"], clock)) ?? "";
  for (const encoder of hardwareEncoders) {
    if (!new RegExp(`\\b${encoder.name}\\b`).test(listed)) continue;
    const picture = ["-f", "lavfi", "-i", "color=size=320x240:rate=1", "-frames:v", "1"];
    const trial = [...encoder.device, ...picture, ...encoder.output, "-f", "null", "-"];
    if ((await runOnce(ffmpegPath, trial, clock)) !== null) return encoder;
  }
  return softwareEncoder;
};
