import type { Page } from "@playwright/test";
import { kill } from "node:process";
import { childPid } from "../harness/childPids";
import type { Console } from "../harness/console";
import { readTile } from "../harness/pixels";
import { processTree } from "../harness/processes";
import { chooseGrid } from "../harness/wallControls";
import { expect, test, type ProtectedCameras } from "./fixtures";

const tiles = (page: Page) => page.locator("[data-position]");
const liveTiles = (page: Page) => page.locator('[data-liveness="live"]');

/** The tile that shows the camera of this name. */
const tileOf = (page: Page, cameraName: string) => page.getByRole("group", { name: cameraName });

const expectAllLive = async (page: Page, count: number): Promise<void> => {
  await expect(liveTiles(page)).toHaveCount(count, { timeout: 60_000 });
};

/** Each tile shows the picture of the camera it names, and that picture goes on. */
const expectRightAndMoving = async ({ page }: Console, { cameras }: ProtectedCameras): Promise<void> => {
  for (const camera of cameras) {
    const tile = tileOf(page, camera.name);
    const first = await readTile(tile);
    expect(first?.cameraNumber, `picture under the name ${camera.name}`).toBe(camera.cameraNumber);
    await expect
      .poll(async () => (await readTile(tile))?.clipTimeMs, { message: `${camera.name} moves` })
      .not.toBe(first?.clipTimeMs);
  }
};

test("twelve cameras found by ONVIF are live, each under its own name, and moving", async ({ launch, street }) => {
  const console = await launch(street.settings);
  await expectAllLive(console.page, 12);
  await expectRightAndMoving(console, street);
  await expect(console.page.getByText("演示", { exact: false }).first()).toBeVisible();
});

test("the station killed: pictures go on, the window says so, and work goes on by itself", async ({
  launch,
  street,
}) => {
  const console = await launch(street.settings);
  await expectAllLive(console.page, 12);
  const before = childPid(console, "station");
  kill(before, "SIGKILL");
  await expect.poll(() => childPid(console, "station")).not.toBe(before);
  await expectAllLive(console.page, 12);
  await expectRightAndMoving(console, street);
  // A request answered after the restart: the grid chosen now is the one that is saved.
  await chooseGrid(console.page, "36 画面");
  await expect(tiles(console.page)).toHaveCount(36);
});

test("media killed: the windows stay and every tile comes back with its own camera", async ({ launch, street }) => {
  const console = await launch(street.settings);
  await expectAllLive(console.page, 12);
  const before = childPid(console, "media");
  kill(before, "SIGKILL");
  await expect(liveTiles(console.page)).not.toHaveCount(12);
  await expectAllLive(console.page, 12);
  expect(childPid(console, "media")).not.toBe(before);
  await expectRightAndMoving(console, street);
});

test("the program killed: no ffmpeg outlives it, and its last wall is back at the next start", async ({
  launch,
  street,
}) => {
  const first = await launch(street.settings);
  await expectAllLive(first.page, 12);
  await chooseGrid(first.page, "36 画面");
  await expect(tiles(first.page)).toHaveCount(36);
  await expectAllLive(first.page, 12);
  const programPid = first.application.process().pid;
  if (programPid === undefined) throw new Error("the program has no process");
  const family = processTree(programPid).map(({ pid }) => pid);
  const decoders = processTree(programPid).filter(({ commandLine }) => commandLine.includes("ffmpeg"));
  expect(decoders.length).toBeGreaterThanOrEqual(12);
  const closed = first.application.waitForEvent("close");
  // The wall is saved a moment after the change; a program that is killed has had its moment.
  await expect.poll(() => first.page.evaluate(() => document.documentElement.dataset["wallSaved"])).toBe("true");
  kill(programPid, "SIGKILL");
  await closed;
  const isAlive = (pid: number): boolean => processTree(pid).some((one) => one.pid === pid && one.commandLine !== "");
  await expect.poll(() => family.filter(isAlive)).toEqual([]);

  const second = await launch(street.settings);
  await expect(tiles(second.page)).toHaveCount(36);
  await expectAllLive(second.page, 12);
  await expectRightAndMoving(second, street);
});
