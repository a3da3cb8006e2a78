import type { Page } from "@playwright/test";
import { kill } from "node:process";
import type { Console } from "../harness/console";
import { chooseGrid, tileAt } from "../harness/wallControls";
import { expect, test } from "./fixtures";

const tiles = (page: Page) => page.locator("[data-position]");
const liveTiles = (page: Page) => page.locator('[data-liveness="live"]');

const ready = async (page: Page): Promise<void> => {
  await expect(liveTiles(page)).toHaveCount(12, { timeout: 60_000 });
};

const saveAs = async (page: Page, name: string, folder = ""): Promise<void> => {
  await openList(page);
  await page.getByRole("button", { name: "另存为新视图…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("视图名称").fill(name);
  await dialog.getByRole("combobox", { name: "文件夹" }).fill(folder);
  await dialog.getByRole("button", { name: "保存", exact: true }).click();
  await expect(dialog).toHaveCount(0);
};

const current = (page: Page) => page.getByRole("button", { name: /^视图：/ });
const list = (page: Page) => page.getByRole("group", { name: "视图" });

const openList = async (page: Page): Promise<void> => {
  if (!(await list(page).isVisible())) await current(page).click();
  await expect(list(page)).toBeVisible();
};

/** The row of a view in its folder, not among those opened last. */
const row = (page: Page, name: string) => list(page).locator(".view-row", { hasText: name }).last();

const moreOf = async (page: Page, name: string, action: string): Promise<void> => {
  await openList(page);
  await list(page)
    .getByRole("button", { name: `视图“${name}”的更多操作` })
    .last()
    .click();
  await page.getByRole("menuitem", { name: action }).click();
};

test("views are saved, found again, gone through by keys, renamed, removed and brought back", async ({
  launch,
  street,
}) => {
  const { page } = await launch(street.settings);
  await ready(page);
  await saveAs(page, "白班全景", "日常");
  await expect(current(page)).toHaveAccessibleName("视图：白班全景");
  await chooseGrid(page, "9 画面");
  await expect(current(page)).toHaveAccessibleName("视图：白班全景（有改动未保存）");
  await saveAs(page, "夜班 🚨 البوابة", "日常");
  await expect(tiles(page)).toHaveCount(9);
  await tileAt(page, 1).focus();
  await page.keyboard.press("PageDown");
  await expect(tiles(page)).toHaveCount(16);
  await page.keyboard.press("PageDown");
  await expect(tiles(page)).toHaveCount(9);
  await page.keyboard.press("PageUp");
  await expect(tiles(page)).toHaveCount(16);
  await page.keyboard.press("Control+z");
  await expect(tiles(page)).toHaveCount(9);

  await openList(page);
  await list(page).getByRole("button", { name: "另存为新视图…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("视图名称").fill("长".repeat(500));
  await expect(dialog.getByText("名称最多 100 个字符，现在有 500 个")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "保存", exact: true })).toBeDisabled();
  await dialog.getByLabel("视图名称").fill("长".repeat(100));
  await dialog.getByRole("button", { name: "保存", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(current(page)).toHaveAccessibleName(`视图：${"长".repeat(100)}`);

  await moreOf(page, "白班全景", "改名或移动…");
  await page.getByRole("dialog").getByLabel("视图名称").fill("白班值守");
  await page.getByRole("dialog").getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await openList(page);
  await expect(row(page, "白班值守")).toBeVisible();
  await moreOf(page, "白班值守", "删除");
  await expect(row(page, "白班值守")).toHaveCount(0);
  await page.getByRole("button", { name: "恢复" }).click();
  await openList(page);
  await row(page, "白班值守").click();
  await expect(tiles(page)).toHaveCount(16);
  await expect(current(page)).toHaveAccessibleName("视图：白班值守");
  await ready(page);
});

test("two windows on one view: the second is told, and neither loses its work", async ({ launch, street }) => {
  const { page, application } = await launch(street.settings);
  await page.evaluate("window.zhishou.openWall()");
  await expect.poll(() => application.windows().length).toBe(2);
  const other = application.windows().find((window) => window !== page);
  if (other === undefined) throw new Error("there is no second window");
  await ready(page);
  await saveAs(page, "东门");
  await openList(other);
  await row(other, "东门").click();
  await expect(tiles(other)).toHaveCount(16);

  await chooseGrid(page, "25 画面");
  await page.getByRole("button", { name: "保存视图" }).click();
  await expect(current(page)).toHaveAccessibleName("视图：东门");
  await chooseGrid(other, "36 画面");
  await openList(other);
  await expect(other.getByText("此视图已在另一个窗口改动。")).toBeVisible();
  await current(other).click();
  await other.getByRole("button", { name: "保存视图" }).click();
  const dialog = other.getByRole("dialog", { name: /东门/ });
  await expect(dialog.getByText("这里的改动还没有保存", { exact: false })).toBeVisible();
  await dialog.getByRole("button", { name: "另存为新视图…" }).click();
  await other.getByLabel("视图名称").fill("东门 2");
  await other.getByRole("button", { name: "保存", exact: true }).click();
  await expect(current(other)).toHaveAccessibleName("视图：东门 2");

  await openList(page);
  await row(page, "东门 2").click();
  await expect(tiles(page)).toHaveCount(36);
  await tileAt(page, 1).focus();
  await page.keyboard.press("PageUp");
  await expect(tiles(page)).toHaveCount(25);
});

test("a view with cameras that are gone opens, and their tiles say so", async ({ launch, street }) => {
  const { page } = await launch(street.settings);
  await ready(page);
  const [camera] = street.cameras;
  if (camera === undefined) throw new Error("the street has no camera");
  await saveAs(page, "全街");
  await page.getByTitle("设备", { exact: true }).click();
  await page.getByRole("button", { name: `移除 ${camera.name}`, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "移除", exact: true }).click();
  await page.getByTitle("监视墙", { exact: true }).click();
  await openList(page);
  await row(page, "全街").click();
  await expect(page.getByText("摄像机已不在设备记录中")).toBeVisible();
  await expect(liveTiles(page)).toHaveCount(11, { timeout: 60_000 });
});

/** As a power cut ends it, once what was done last is on the disk. */
const killWhenSaved = async ({ application, page }: Console): Promise<void> => {
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["wallSaved"])).toBe("true");
  const pid = application.process().pid;
  if (pid === undefined) throw new Error("the program has no process");
  const closed = application.waitForEvent("close");
  kill(pid, "SIGKILL");
  await closed;
};

test("after kill -9 the view is named again, with the mark of what was changed; one that was removed is not", async ({
  launch,
  street,
}) => {
  const first = await launch(street.settings);
  await ready(first.page);
  await saveAs(first.page, "夜班");
  await expect(current(first.page)).toHaveAccessibleName("视图：夜班");
  await killWhenSaved(first);

  const second = await launch(street.settings);
  await expect(current(second.page)).toHaveAccessibleName("视图：夜班");
  await chooseGrid(second.page, "25 画面");
  await expect(current(second.page)).toHaveAccessibleName("视图：夜班（有改动未保存）");
  await killWhenSaved(second);

  const third = await launch(street.settings);
  await expect(tiles(third.page)).toHaveCount(25);
  await expect(current(third.page)).toHaveAccessibleName("视图：夜班（有改动未保存）");
  // Saved over it without a question: nobody else changed it.
  await third.page.getByRole("button", { name: "保存视图" }).click();
  await expect(current(third.page)).toHaveAccessibleName("视图：夜班");
  await moreOf(third.page, "夜班", "删除");
  await expect(current(third.page)).toHaveAccessibleName("视图：未存为视图");
  await chooseGrid(third.page, "36 画面");
  await expect(current(third.page)).toHaveAccessibleName("视图：未存为视图");
  await killWhenSaved(third);

  const { page } = await launch(street.settings);
  await expect(tiles(page)).toHaveCount(36);
  await expect(current(page)).toHaveAccessibleName("视图：未存为视图");
});

test("after kill -9 the wall is back as it was: grid, places, looks and locks", async ({ launch, street }) => {
  const first = await launch(street.settings);
  await ready(first.page);
  await chooseGrid(first.page, "13 画面");
  const choose = async (name: string): Promise<void> => {
    await tileAt(first.page, 6).click({ button: "right" });
    await first.page.getByRole("menuitem", { name }).click();
    await expect(first.page.getByRole("menu")).toHaveCount(0);
  };
  await choose("锁定画面");
  await choose("固定画面");
  await tileAt(first.page, 6).focus();
  const cameraId = await tileAt(first.page, 6).getAttribute("data-camera-id");
  await killWhenSaved(first);

  const { page } = await launch(street.settings);
  await expect(tiles(page)).toHaveCount(13);
  await expect(tileAt(page, 6)).toHaveAttribute("data-camera-id", cameraId ?? "");
  await expect(tileAt(page, 6).getByLabel("已锁定")).toBeVisible();
  await expect(tileAt(page, 6).getByLabel("已固定")).toBeVisible();
  await ready(page);
});
