import type { Page } from "@playwright/test";
import { chooseGrid, tileAt } from "../harness/wallControls";
import { expect, test } from "./fixtures";

const tiles = (page: Page) => page.locator("[data-position]");
const liveTiles = (page: Page) => page.locator('[data-liveness="live"]');

const boxOf = async (page: Page, number: number) => {
  const box = await tileAt(page, number).boundingBox();
  if (box === null) throw new Error(`tile ${String(number)} is not on screen`);
  return box;
};

const cameraAt = (page: Page, number: number) => tileAt(page, number).getAttribute("data-camera-id");

/** Counts the video elements made from now on: a picture that goes on makes none. */
const countNewPictures = async (page: Page): Promise<() => Promise<number>> => {
  await page.evaluate(`window.__made = 0; new MutationObserver((records) => { for (const { addedNodes } of records)
    for (const node of addedNodes) if (node.querySelectorAll)
      window.__made += (node.matches("video") ? 1 : 0) + node.querySelectorAll("video").length;
  }).observe(document.body, { childList: true, subtree: true })`);
  return () => page.evaluate("window.__made");
};

const ready = async (page: Page): Promise<void> => {
  await expect(liveTiles(page)).toHaveCount(12, { timeout: 60_000 });
};

test("every built-in grid fills the window, and tiles that stay keep their pictures", async ({ launch, street }) => {
  const { page } = await launch(street.settings);
  await ready(page);
  const made = await countNewPictures(page);
  for (const size of [13, 16, 25, 36, 64]) {
    await chooseGrid(page, `${String(size)} 画面`);
    await expect(tiles(page)).toHaveCount(size);
    const wall = await page.getByRole("region", { name: "监视墙" }).boundingBox();
    const last = await boxOf(page, size);
    if (wall === null) throw new Error("there is no wall");
    expect(Math.abs(last.x + last.width - wall.x - wall.width)).toBeLessThan(2);
    expect(Math.abs(last.y + last.height - wall.y - wall.height)).toBeLessThan(2);
    await expect(liveTiles(page)).toHaveCount(12);
  }
  expect(await made()).toBe(0);
  await chooseGrid(page, "13 画面");
  const [large, small] = [await boxOf(page, 6), await boxOf(page, 1)];
  expect(large.width / small.width).toBeCloseTo(2, 1);
});

test("tiles change places by dragging, span by key and edge, and undo takes each back", async ({ launch, street }) => {
  const { page } = await launch(street.settings);
  await ready(page);
  const [first, second] = [await cameraAt(page, 1), await cameraAt(page, 2)];
  const made = await countNewPictures(page);
  await tileAt(page, 1).dragTo(tileAt(page, 2));
  await expect(tileAt(page, 2)).toHaveAttribute("data-camera-id", first ?? "");
  await expect(tileAt(page, 1)).toHaveAttribute("data-camera-id", second ?? "");
  expect(await made()).toBe(0);
  await page.keyboard.press("Control+z");
  await expect(tileAt(page, 1)).toHaveAttribute("data-camera-id", first ?? "");
  await page.keyboard.press("Control+Shift+z");
  await expect(tileAt(page, 2)).toHaveAttribute("data-camera-id", first ?? "");

  // Over its neighbour to the right, whose camera goes to an empty tile, and back.
  const before = await boxOf(page, 1);
  await tileAt(page, 1).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect(tiles(page)).toHaveCount(15);
  expect((await boxOf(page, 1)).width / before.width).toBeCloseTo(2, 1);
  await expect(page.locator("[data-camera-id]")).toHaveCount(12);
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(tiles(page)).toHaveCount(16);

  // The lower edge of the chosen tile, drawn over the one below.
  const box = await boxOf(page, 1);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height - 1);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height * 1.8, { steps: 5 });
  await page.mouse.up();
  await expect(tiles(page)).toHaveCount(15);
  expect((await boxOf(page, 1)).height / box.height).toBeCloseTo(2, 1);
  await page.getByRole("button", { name: "撤销布局改动" }).click();
  await expect(tiles(page)).toHaveCount(16);
});

test("a locked tile refuses what would change it, and says why; a picture is turned, filled and mirrored", async ({
  launch,
  street,
}) => {
  const { page } = await launch(street.settings);
  await ready(page);
  const [first, second] = [await cameraAt(page, 1), await cameraAt(page, 2)];
  const choose = async (...path: string[]): Promise<void> => {
    await tileAt(page, 1).click({ button: "right" });
    for (const [index, name] of path.entries()) {
      const item = page.getByRole("menuitem", { name });
      if (index < path.length - 1) await item.hover();
      else await item.click();
    }
    await expect(page.getByRole("menu")).toHaveCount(0);
  };
  await choose("锁定画面");
  await expect(tileAt(page, 1).getByLabel("已锁定")).toBeVisible();
  await tileAt(page, 2).dragTo(tileAt(page, 1));
  const notice = page.getByText("画面 1 已锁定。要改动它，请先解锁：选中后按 L，或右键选“解除锁定”。");
  await expect(notice).toBeVisible();
  await tileAt(page, 1).focus();
  await page.keyboard.press("Delete");
  await expect(tileAt(page, 1)).toHaveAttribute("data-camera-id", first ?? "");
  await expect(tileAt(page, 2)).toHaveAttribute("data-camera-id", second ?? "");
  // Said once: not again by coming back to the wall.
  await expect(notice).toHaveCount(0);
  await page.keyboard.press("Alt+2");
  await expect(tiles(page)).toHaveCount(0);
  await page.keyboard.press("Alt+1");
  await expect(tileAt(page, 1)).toHaveAttribute("data-liveness", "live");
  await expect(notice).toHaveCount(0);
  await choose("解除锁定");

  await choose("旋转与镜像", "顺时针 90°");
  await choose("旋转与镜像", "左右镜像");
  await choose("画面比例", "裁剪铺满");
  const video = tileAt(page, 1).locator("video").first();
  await expect(video).toHaveCSS("object-fit", "cover");
  const [shown, tile] = [await video.boundingBox(), await boxOf(page, 1)];
  expect(shown).not.toBeNull();
  // Turned on its side it still takes exactly its tile.
  expect(Math.abs((shown?.width ?? 0) - tile.width)).toBeLessThan(1);
  expect(Math.abs((shown?.x ?? 0) - tile.x)).toBeLessThan(1);
  await expect(tileAt(page, 1)).toHaveAttribute("data-liveness", "live");
});

test("a grid is drawn, used, kept and removed", async ({ launch, street }) => {
  const { page } = await launch(street.settings);
  await ready(page);
  await chooseGrid(page, "9 画面");
  await page.getByRole("button", { name: /^分屏：/ }).click();
  await page.getByRole("button", { name: "自画分屏…" }).click();
  const dialog = page.getByRole("dialog");
  const cell = (number: number) => dialog.getByRole("button", { name: new RegExp(`^画面 ${String(number)}：`) });
  const middleOf = async (number: number) => {
    const box = await cell(number).boundingBox();
    if (box === null) throw new Error("the cell is not on screen");
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  // Across four cells.
  const [from, to] = [await middleOf(1), await middleOf(5)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
  await expect(cell(1)).toHaveAccessibleName("画面 1：占 2 列 2 行");
  // A border, by mouse and by key.
  const border = dialog.getByRole("separator", { name: "第 2 列右边框" });
  const line = await border.boundingBox();
  if (line === null) throw new Error("there is no border");
  await page.mouse.move(line.x + line.width / 2, line.y + 40);
  await page.mouse.down();
  await page.mouse.move(line.x + line.width / 2 + 60, line.y + 40, { steps: 5 });
  await page.mouse.up();
  const moved = Number(await border.getAttribute("aria-valuenow"));
  expect(moved).toBeGreaterThan(70);
  await border.press("ArrowRight");
  await expect(border).toHaveAttribute("aria-valuenow", String(moved + 1));
  await dialog.getByLabel("分屏名称").fill("门".repeat(500));
  await expect(dialog.getByText("名称最多 100 个字符，现在有 500 个")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "保存并使用" })).toBeDisabled();
  await dialog.getByLabel("分屏名称").fill("指挥大厅");
  await dialog.getByRole("button", { name: "保存并使用" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(tiles(page)).toHaveCount(6);
  await expect(page.getByRole("button", { name: "分屏：指挥大厅" })).toBeVisible();
  const [large, small] = [await boxOf(page, 1), await boxOf(page, 2)];
  expect(large.width / small.width).toBeGreaterThan(2.2);

  await chooseGrid(page, "16 画面");
  await chooseGrid(page, "自画分屏 指挥大厅");
  await expect(tiles(page)).toHaveCount(6);
  await page.getByRole("button", { name: /^分屏：/ }).click();
  await page.getByRole("button", { name: "删除分屏“指挥大厅”" }).click();
  await expect(page.getByText("已删除分屏“指挥大厅”")).toBeVisible();
  // The wall that uses it keeps it.
  await expect(tiles(page)).toHaveCount(6);
});
