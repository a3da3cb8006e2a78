import { spawn } from "node:child_process";

export const ffmpegPath = process.env["FFMPEG_BIN"] ?? "ffmpeg";

/**
 * What an independent decoder makes of a source: `count` pictures as RGBA of the given size.
 * @param input ffmpeg's input arguments, `-i` included
 */
export const decodedPictures = (
  input: readonly string[],
  widthPx: number,
  heightPx: number,
  count: number,
): Promise<readonly Buffer[]> => {
  const output = ["-frames:v", String(count), "-vf", `scale=${widthPx}:${heightPx}`, "-pix_fmt", "rgba"];
  const passthrough = ["-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1"];
  const ffmpeg = spawn(ffmpegPath, ["-v", "error", ...input, ...output, ...passthrough], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks: Buffer[] = [];
  let complaint = "";
  ffmpeg.stdout.on("data", (bytes: Buffer) => chunks.push(bytes));
  ffmpeg.stderr.on("data", (bytes: Buffer) => (complaint += bytes.toString()));
  return new Promise((resolve, reject) => {
    ffmpeg.on("error", reject);
    ffmpeg.on("close", (code) => {
      const size = widthPx * heightPx * 4;
      const all = Buffer.concat(chunks);
      if (code !== 0 || all.length !== size * count) reject(new Error(`ffmpeg ${code}: ${complaint}`));
      else resolve(Array.from({ length: count }, (_, index) => all.subarray(index * size, (index + 1) * size)));
    });
  });
};
