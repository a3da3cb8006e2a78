import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clipRecipe } from "./clipRecipe";
import { openClipStore } from "./clips";
import { readPictureCode } from "./pictureCode";
import { decodedPictures, ffmpegPath } from "./support/decodedPictures";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "clips-"));
});
afterEach(() => rm(folder, { recursive: true }));

describe("clips", () => {
  it("are drawn once, then taken from the folder, with a key frame every two seconds and every picture coded", async () => {
    const recipe = clipRecipe(201, "田镇街道·东门路口", "sub");
    const first = openClipStore({ ffmpegPath, folder });
    const [clip] = await Promise.all([first.clip(recipe), first.clip(recipe), first.snapshot(recipe)]);
    expect(clip.units).toHaveLength((recipe.loopMs * recipe.frameRate) / 1000);
    expect(clip.units.map((unit) => unit.isKey)).toEqual(clip.units.map((_, index) => index % 30 === 0));

    const names = await readdir(folder);
    expect(names.map((name) => name.split(".").at(-1)).sort()).toEqual(["h264", "jpg"]);
    const path = join(folder, names.find((name) => name.endsWith(".h264")) ?? "");
    const drawnAtMs = (await stat(path)).mtimeMs;
    expect((await openClipStore({ ffmpegPath: "/nowhere/ffmpeg", folder }).clip(recipe)).units).toEqual(clip.units);
    expect((await stat(path)).mtimeMs).toBe(drawnAtMs);

    const pictures = await decodedPictures(["-r", "15", "-i", path], 240, 135, clip.units.length);
    const codes = pictures.map((picture) => readPictureCode(picture, 240, 135));
    expect(codes).toEqual(
      codes.map((_, index) => ({
        cameraNumber: 201,
        clipTimeMs: Math.round(((recipe.startMs + (index * 1000) / 15) % recipe.loopMs) / 10) * 10,
      })),
    );
  });

  it("leave nothing behind when they cannot be drawn, and say why", async () => {
    const recipe = clipRecipe(1, "x", "sub");
    await expect(openClipStore({ ffmpegPath: "/nowhere/ffmpeg", folder }).clip(recipe)).rejects.toThrow("ENOENT");
    await expect(openClipStore({ ffmpegPath: "false", folder }).clip(recipe)).rejects.toThrow("could not draw");
    expect(await readdir(folder)).toEqual([]);
  });
});
