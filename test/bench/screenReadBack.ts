import { spawn } from "node:child_process";
import { once } from "node:events";
import { readProvided } from "../../native/runtime/provided.mjs";
import { pictureBox } from "../harness/pixels";
import type { WallRun, WallTile } from "../harness/wallRun";
import { liveClockMs } from "../simulators/camera/liveTrack";
import { readPictureCode } from "../simulators/camera/pictureCode";
import { modulo } from "./statistics";

const readsPerSecond = 10;
const readsPerTile = 20;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxOnScreen = async ({ page }: WallRun, { position }: WallTile): Promise<Box> => {
  const box = await pictureBox(page.locator(`[data-position="${String(position)}"]`));
  if (box === null) throw new Error(`tile ${String(position)} shows nothing`);
  const window = await page.evaluate(() => ({
    left: globalThis.screenX + (globalThis.outerWidth - globalThis.innerWidth) / 2,
    top: globalThis.screenY + globalThis.outerHeight - globalThis.innerHeight,
  }));
  return {
    x: Math.round(window.left + box.x),
    y: Math.round(window.top + box.y),
    width: Math.round(box.width),
    height: Math.round(box.height),
  };
};

/** Reads one tile from the X server itself. Answers the age of each picture at the moment it was read. */
const readTile = async (
  { x, y, width, height }: Box,
  { camera }: WallTile,
  screen: Readonly<Record<string, string>>,
): Promise<readonly number[]> => {
  const grab = [
    "-fflags",
    "nobuffer",
    "-probesize",
    "32",
    "-analyzeduration",
    "0",
    "-f",
    "x11grab",
    "-draw_mouse",
    "0",
    "-framerate",
    String(readsPerSecond),
  ];
  const area = [
    "-video_size",
    `${String(width)}x${String(height)}`,
    "-i",
    `${screen["DISPLAY"] ?? ""}+${String(x)},${String(y)}`,
  ];
  const out = [
    "-frames:v",
    String(readsPerTile),
    "-fps_mode",
    "passthrough",
    "-pix_fmt",
    "rgba",
    "-f",
    "rawvideo",
    "-flush_packets",
    "1",
    "pipe:1",
  ];
  const ffmpeg = spawn(readProvided().ffmpeg.path, ["-v", "error", ...grab, ...area, ...out], {
    env: { PATH: process.env["PATH"] ?? "", ...screen },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  ffmpeg.stderr.on("data", (data: Buffer) => (said += data.toString("utf8")));
  const ages: number[] = [];
  const frameBytes = width * height * 4;
  let bytes = Buffer.alloc(0);
  ffmpeg.stdout.on("data", (data: Buffer) => {
    const atMs = liveClockMs();
    bytes = Buffer.concat([bytes, data]);
    for (; bytes.length >= frameBytes; bytes = bytes.subarray(frameBytes)) {
      const code = readPictureCode(bytes.subarray(0, frameBytes), width, height);
      if (code?.cameraNumber === camera.cameraNumber) ages.push(modulo(atMs - code.clipTimeMs, camera.loopMs));
    }
  });
  await once(ffmpeg, "close");
  if (ages.length === 0) throw new Error(`nothing of ${camera.name} was read from the screen: ${said}`);
  return ages;
};

/**
 * The cross-check: pictures as an X client reads them from the screen. Each is older by what passed since it was shown,
 * half a frame time on average, and by what the reading takes. Empty where the screen is not X11's.
 */
export const readScreen = async (
  run: WallRun,
  screen: Readonly<Record<string, string>>,
): Promise<readonly number[]> => {
  if (screen["DISPLAY"] === undefined) return [];
  await run.watch.picturesAlone(true);
  const ages: number[] = [];
  for (const tile of run.tiles.slice(0, 4)) ages.push(...(await readTile(await boxOnScreen(run, tile), tile, screen)));
  await run.watch.picturesAlone(false);
  return ages;
};
