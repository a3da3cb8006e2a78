import type { Locator, Page } from "@playwright/test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Console } from "../harness/console";
import { expect, test, type ProtectedCameras } from "./fixtures";
import { savedIn, savedNames } from "./savedPictures";

const live = (page: Page) => page.locator('[data-liveness="live"]');
const wallOf = (page: Page) => page.getByRole("region", { name: "监视墙" });

/** The console with every tile live, and the tile of the first camera. */
const openWall = async (
  launch: (settings: ProtectedCameras["settings"]) => Promise<Console>,
  { settings, cameras }: ProtectedCameras,
) => {
  const console = await launch(settings);
  await expect(live(console.page)).toHaveCount(12, { timeout: 60_000 });
  const [camera] = cameras;
  if (camera === undefined) throw new Error("there is no camera");
  const tile = console.page.getByRole("group", { name: new RegExp(`${camera.name}$`) });
  return { ...console, camera, tile, toast: console.page.getByRole("alert") };
};

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not on the screen");
  return box;
};

test("chrome steps back from live pictures, comes back at a move, and never leaves a picture that is not live", async ({
  launch,
  street,
}) => {
  const { page, camera, tile } = await openWall(launch, street);
  const tools = tile.getByRole("toolbar", { name: "画面工具" });
  const place = await boxOf(tile.getByText(camera.name));
  await tile.hover();
  await expect(tools.getByRole("button", { name: "抓图" })).toBeVisible();
  await expect(wallOf(page)).not.toHaveAttribute("data-resting");

  await expect(wallOf(page)).toHaveAttribute("data-resting");
  await expect(tools).toBeHidden();
  await expect(tile.getByText("实时")).toBeHidden();
  await expect(tile.getByText(camera.name)).toBeVisible();
  expect((await boxOf(tile.getByText(camera.name))).y).toBeCloseTo(place.y, 0);

  await camera.faults.freezePicture(true);
  await expect(tile.locator(".tile-scrim").getByText("画面无变化")).toBeVisible();
  await expect(wallOf(page)).toHaveAttribute("data-resting");
  await camera.faults.freezePicture(false);

  await page.mouse.move(300, 300);
  await page.mouse.move(310, 310);
  await expect(wallOf(page)).not.toHaveAttribute("data-resting");
  await tile.hover();
  await expect(tools.getByRole("button", { name: "满屏显示" })).toBeVisible();
  await expect(tile).toHaveAttribute("data-liveness", "live");
  await expect(tile.getByText("实时")).toBeVisible();
});

test("a snapshot asked for while the picture jumps to its newest is taken as soon as it has jumped", async ({
  launch,
  street,
}) => {
  const { camera, tile, toast } = await openWall(launch, street);
  await tile.hover();
  await expect(tile.getByRole("button", { name: "抓图" })).toBeVisible();
  const seeking = await tile.evaluate((element) => {
    const video = element.querySelector("video");
    if (video === null) return false;
    video.currentTime = video.buffered.end(0) - 0.1;
    element.querySelector<HTMLElement>('[aria-label="抓图"]')?.click();
    return video.seeking && video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA;
  });
  expect(seeking).toBe(true);
  await expect(toast).toContainText(`已抓图：${camera.name}`);
});

test("a snapshot lies in the folder in full size with name and time in file and picture, and the folder opens", async ({
  launch,
  street,
}) => {
  const { application, page, dataFolder, camera, tile, toast } = await openWall(launch, street);
  await application.evaluate(({ shell }) => {
    shell.openPath = (path) => {
      Object.assign(globalThis, { opened: path });
      return Promise.resolve("");
    };
  });
  await tile.hover();
  await tile.getByRole("button", { name: "抓图" }).click();
  await expect(toast).toContainText(`已抓图：${camera.name}`);
  const [small] = savedIn(dataFolder);
  expect(small?.name).toMatch(/^\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d\.\d{3}_/);
  expect(small?.name.endsWith(`_${camera.name}.jpg`)).toBe(true);
  const videoSize = await tile.locator("video").evaluate((video) => {
    const { videoWidth, videoHeight } = video as HTMLVideoElement;
    return [videoWidth, videoHeight];
  });
  expect([small?.widthPx, small?.heightPx]).toEqual(videoSize);
  // The strip with name and time is dark, and something is written in it.
  expect(small?.brightnessAt(0.995)).toBeLessThan(80);

  await page.getByRole("button", { name: "打开文件夹" }).click();
  await expect
    .poll(() => application.evaluate(() => Reflect.get(globalThis, "opened") as unknown))
    .toBe(join(dataFolder, "snapshots"));

  await tile.click();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => tile.locator("video").evaluateAll((all) => all.map((video) => (video as HTMLVideoElement).videoHeight)))
    .toEqual([1080]);
  await page.keyboard.press("Shift+S");
  await expect.poll(() => savedNames(dataFolder).length).toBe(2);
  const large = savedIn(dataFolder)[1];
  expect([large?.widthPx, large?.heightPx]).toEqual([1920, 1080]);
  expect(large?.name.endsWith(".png")).toBe(true);
});

test("a snapshot of a picture that is not live says so in the picture and carries the picture's time", async ({
  launch,
  street,
}) => {
  const { page, dataFolder, camera, tile } = await openWall(launch, street);
  await camera.faults.freezePicture(true);
  await expect(tile).toHaveAttribute("data-liveness", "frozen");
  const stampedAt = await tile.getByText("此画面停在").textContent();
  await tile.click();
  await page.keyboard.press("s");
  await expect.poll(() => savedNames(dataFolder).length).toBe(1);
  const [saved] = savedIn(dataFolder);
  expect(saved?.name.slice(11, 19).replaceAll("-", ":")).toBe(stampedAt?.slice(-8));
  // White with black words along the whole upper edge.
  expect(saved?.brightnessAt(0.003)).toBeGreaterThan(200);
  await camera.faults.freezePicture(false);
});

test("a folder that cannot be written is told, and nothing is called saved", async ({ dataFolder, launch, street }) => {
  writeFileSync(join(dataFolder, "snapshots"), "a file in the folder's place");
  const { page, tile, toast } = await openWall(launch, street);
  await tile.click();
  await page.keyboard.press("s");
  await expect(toast).toContainText("没有抓到图");
  await expect(toast).toContainText("文件夹无法写入");
  await expect(page.getByText("已抓图", { exact: false })).toHaveCount(0);
});

test("wheel, drag and keys zoom into a picture, no edge shows, and it says that it is a part", async ({
  launch,
  street,
}) => {
  const { page, tile } = await openWall(launch, street);
  const mark = tile.getByRole("button", { name: /电子放大 .* 倍/ });
  const expectNoEdge = async (): Promise<void> => {
    const outer = await boxOf(tile);
    // Behind it, for a moment, the one of the other quality.
    const inner = await boxOf(tile.locator("video").first());
    expect(inner.x).toBeLessThanOrEqual(outer.x + 1);
    expect(inner.y).toBeLessThanOrEqual(outer.y + 1);
    expect(inner.x + inner.width).toBeGreaterThanOrEqual(outer.x + outer.width - 1);
    expect(inner.y + inner.height).toBeGreaterThanOrEqual(outer.y + outer.height - 1);
  };
  await expect(mark).toHaveCount(0);

  const { x, y, width, height } = await boxOf(tile);
  await page.mouse.move(x + width * 0.9, y + height * 0.2);
  await page.mouse.wheel(0, -900);
  await expect(mark).toHaveText("2.8×");
  await expectNoEdge();

  const before = await boxOf(tile.locator("video"));
  await page.mouse.down();
  await page.mouse.move(x + width * 1.3, y + height * 0.3, { steps: 4 });
  await page.mouse.up();
  const after = await boxOf(tile.locator("video"));
  expect(after.x - before.x).toBeCloseTo(0.4 * width, -1);
  await page.mouse.move(x + width * 0.9, y + height * 0.9);
  await page.mouse.down();
  await page.mouse.move(x + 20 * width, y + 20 * height, { steps: 3 });
  await page.mouse.up();
  await expectNoEdge();

  // A part is marked as one even when nobody touches anything, and in full screen.
  await expect(wallOf(page)).toHaveAttribute("data-resting");
  await expect(mark).toBeVisible();
  await tile.dblclick({ position: { x: width / 2, y: height / 2 } });
  await expect(page.locator("[data-position]")).toHaveCount(1);
  await expect(mark).toHaveText("2.8×");
  await expectNoEdge();
  await page.keyboard.press("0");
  await expect(mark).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.locator("[data-position]")).not.toHaveCount(1);

  await tile.focus();
  await page.keyboard.press("+");
  await page.keyboard.press("+");
  await expect(mark).toHaveText("1.6×");
  // Until the small stream plays, the large one stands before it.
  await expect(tile.locator("video")).toHaveCount(1);
  const still = await boxOf(tile.locator("video"));
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(async () => (await boxOf(tile.locator("video"))).x).toBeLessThan(still.x - 10);
  await expect(tile).toBeFocused();
  await mark.click();
  await expect(mark).toHaveCount(0);
});
