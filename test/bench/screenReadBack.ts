import { spawn } from "node:child_process";
import { once } from "node:events";
import { readProvided } from "../../native/runtime/provided.mjs";
import { pictureBox } from "../harness/pixels";
import type { WallRun, WallTile } from "../harness/wallRun";
import { readPictureCode, type PictureCode } from "../simulators/camera/pictureCode";
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

/**
 * When each picture was taken from the screen, ms since 1970, as x11grab stamped it. ffmpeg hands a picture on only when
 * it has taken the next one: by when it comes here it would be 100 ms older.
 */
const grabbedAtMs = (said: string): readonly number[] =>
  [...said.matchAll(/showinfo.* pts: *(\d+)/g)].map(([, pts]) => Number(pts) / 1_000);

/** Reads one tile from the X server itself. Answers the age of each picture at the moment it was taken. */
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
    "-copyts",
    "-vf",
    "showinfo",
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
  const ffmpeg = spawn(readProvided().ffmpeg.path, ["-hide_banner", "-nostats", ...grab, ...area, ...out], {
    env: { PATH: process.env["PATH"] ?? "", ...screen },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  ffmpeg.stderr.on("data", (data: Buffer) => (said += data.toString("utf8")));
  const codes: (PictureCode | null)[] = [];
  const frameBytes = width * height * 4;
  let bytes = Buffer.alloc(0);
  ffmpeg.stdout.on("data", (data: Buffer) => {
    bytes = Buffer.concat([bytes, data]);
    for (; bytes.length >= frameBytes; bytes = bytes.subarray(frameBytes)) {
      codes.push(readPictureCode(bytes.subarray(0, frameBytes), width, height));
    }
  });
  await once(ffmpeg, "close");
  const times = grabbedAtMs(said);
  const ages = codes.flatMap((code, index) => {
    const atMs = times[index];
    return code?.cameraNumber === camera.cameraNumber && atMs !== undefined
      ? [modulo(atMs - code.clipTimeMs, camera.loopMs)]
      : [];
  });
  if (ages.length === 0) throw new Error(`nothing of ${camera.name} was read from the screen: ${said.slice(-1_000)}`);
  return ages;
};

/**
 * The cross-check: pictures as an X client reads them from the screen. Each is older by what passed since it was shown,
 * half a frame time on average. Empty where the screen is not X11's.
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
