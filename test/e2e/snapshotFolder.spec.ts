import type { ElectronApplication, Locator, Page } from "@playwright/test";
import { existsSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { noCameras, openWall } from "./deviceForms";
import { expect, test, type Launch, type ProtectedCameras } from "./fixtures";
import { liveTiles, tileOf } from "./street";

/** The program with every camera of the street live on its wall. */
const watch = async (launch: Launch, { settings, cameras }: ProtectedCameras) => {
  const console = await launch(settings);
  await expect(liveTiles(console.page)).toHaveCount(cameras.length, { timeout: 60_000 });
  const [camera] = cameras;
  if (camera === undefined) throw new Error("there is no camera");
  return { ...console, tile: tileOf(console.page, camera.name) };
};

/** In the place of the system's dialog, which no test can reach: a person chooses `folder`, or calls it off. */
const choose = (application: ElectronApplication, folder: string | null): Promise<void> =>
  application.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: path === null, filePaths: path === null ? [] : [path] });
  }, folder);

const openSettings = async (page: Page) => {
  await page.getByTitle("设置", { exact: true }).click();
  return page.getByRole("region", { name: "抓图" });
};

/** Made by the program itself, so that it may write there. */
const makeFolder = (application: ElectronApplication, folder: string): Promise<void> =>
  application.evaluate((_electron, path) => {
    process.getBuiltinModule("fs").mkdirSync(path, { recursive: true });
  }, folder);

/** Once the tile has a picture: its page may just have come back. */
const takeSnapshot = async (tile: Locator): Promise<void> => {
  await expect
    .poll(() =>
      tile.locator("video").evaluateAll((all) => all.some((video) => (video as HTMLVideoElement).readyState > 1)),
    )
    .toBe(true);
  await tile.press("s");
};

const picturesIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".jpg")) : [];

test("snapshots go to the folder that was chosen, at once and after a restart, and back to the default one", async ({
  launch,
  street,
  dataFolder,
}) => {
  const chosen = join(dataFolder, "夜班 抓图");
  const first = await watch(launch, street);
  await makeFolder(first.application, chosen);
  const section = await openSettings(first.page);
  await expect(section.getByText(join(dataFolder, "snapshots"))).toBeVisible();
  await expect(section.getByText("默认", { exact: true })).toBeVisible();

  await choose(first.application, null);
  await section.getByRole("button", { name: "更改…" }).click();
  await expect(section.getByText(join(dataFolder, "snapshots"))).toBeVisible();
  await choose(first.application, chosen);
  await section.getByRole("button", { name: "更改…" }).click();
  await expect(section.getByText(chosen)).toBeVisible();
  await expect(section.getByText("已更改，之后的抓图保存到上面的文件夹。")).toBeVisible();
  await expect(section.getByText("默认", { exact: true })).toHaveCount(0);

  await openWall(first.page);
  await takeSnapshot(first.tile);
  await expect.poll(() => picturesIn(chosen).length).toBe(1);
  expect(picturesIn(join(dataFolder, "snapshots"))).toEqual([]);
  await first.close();

  const second = await watch(launch, street);
  await takeSnapshot(second.tile);
  await expect.poll(() => picturesIn(chosen).length).toBe(2);
  const again = await openSettings(second.page);
  await expect(again.getByText(chosen)).toBeVisible();
  await again.getByRole("button", { name: "恢复默认" }).click();
  await expect(again.getByText(join(dataFolder, "snapshots"))).toBeVisible();
  await openWall(second.page);
  await takeSnapshot(second.tile);
  await expect.poll(() => picturesIn(join(dataFolder, "snapshots")).length).toBe(1);
  expect(picturesIn(chosen)).toHaveLength(2);
});

test("a folder that cannot be used is refused, and one whose disk was pulled out is told", async ({
  launch,
  street,
  dataFolder,
}) => {
  const stick = join(dataFolder, "stick");
  const { application, page, tile } = await watch(launch, street);
  await makeFolder(application, stick);
  const section = await openSettings(page);
  await choose(application, stick);
  await section.getByRole("button", { name: "更改…" }).click();
  await expect(section.getByText(stick)).toBeVisible();

  const file = join(dataFolder, "a file");
  writeFileSync(file, "");
  await choose(application, file);
  await section.getByRole("button", { name: "更改…" }).click();
  await expect(section.getByText("没有更改，仍用上面的文件夹")).toBeVisible();
  await expect(section.getByText(file, { exact: false })).toBeVisible();
  await expect(section.getByText(stick, { exact: true })).toBeVisible();

  renameSync(stick, `${stick}-pulled`);
  await openWall(page);
  await takeSnapshot(tile);
  const toast = page.getByRole("alert").filter({ hasText: "没有抓到图" });
  await expect(toast).toContainText("文件夹无法写入");
  await expect(toast).toContainText(stick);
  await expect(page.getByRole("button", { name: "打开文件夹" })).toHaveCount(0);
  expect(existsSync(stick)).toBe(false);
  await openSettings(page);
  await expect(section.getByText("抓图现在存不进这个文件夹")).toBeVisible();

  renameSync(`${stick}-pulled`, stick);
  await openWall(page);
  await takeSnapshot(tile);
  await expect.poll(() => picturesIn(stick).length).toBe(1);
  await openSettings(page);
  await expect(section.getByText(stick, { exact: true })).toBeVisible();
  await expect(section.getByText("抓图现在存不进这个文件夹")).toHaveCount(0);
});

test("a choice that cannot be read any more is told, the default folder used, and another one chosen", async ({
  launch,
  dataFolder,
}) => {
  writeFileSync(join(dataFolder, "snapshot-folder.json"), '{"folder":');
  const { application, page } = await launch(noCameras);
  const section = await openSettings(page);
  await expect(section.getByText("上次选定的保存位置读不出来", { exact: false })).toBeVisible();
  await expect(section.getByText(join(dataFolder, "snapshots"))).toBeVisible();
  expect(existsSync(join(dataFolder, "snapshot-folder.json.damaged"))).toBe(true);

  // While devices are being searched: nothing waits for that.
  const chosen = join(dataFolder, "夜班 مدخل المدينة 👮", "very-long-".repeat(20));
  await makeFolder(application, chosen);
  await choose(application, chosen);
  await section.getByRole("button", { name: "更改…" }).click();
  await expect(section.getByText("已更改", { exact: false })).toBeVisible();
  expect(await section.getByText(chosen).isVisible()).toBe(true);
  await expect(section.getByText("上次选定的保存位置读不出来", { exact: false })).toHaveCount(0);
});
