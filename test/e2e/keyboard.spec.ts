import type { Locator, Page } from "@playwright/test";
import { tileAt } from "../harness/wallControls";
import { expect, test, type Launch, type ProtectedCameras } from "./fixtures";
import { liveTiles } from "./street";

const tiles = (page: Page): Locator => page.locator("[data-position]");
const call = (page: Page): Locator => page.getByRole("status").filter({ hasText: "号摄像机" });
const search = (page: Page): Locator => page.getByRole("textbox", { name: "搜索名称、地址、编码、拼音" });
const toast = (page: Page): Locator => page.getByRole("alert");

/** The street on a wall of sixteen; nothing in this file touches the mouse. */
const openWall = async (launch: Launch, { settings, cameras }: ProtectedCameras) => {
  const { page } = await launch(settings);
  await expect(liveTiles(page)).toHaveCount(cameras.length, { timeout: 60_000 });
  await expect(tiles(page)).toHaveCount(16);
  return page;
};

/** By what a tile shows at its lower edge: the camera's number and name. */
const shownOn = async (tile: Locator): Promise<{ readonly number: number; readonly name: string }> => {
  const [, number = "", name = ""] = /^(\d+)(.+)$/.exec((await tile.locator(".tile-name").textContent()) ?? "") ?? [];
  return { number: Number(number), name };
};

test("tiles are chosen, filled by number, enlarged and given back by keys", async ({ launch, street }) => {
  const page = await openWall(launch, street);
  const shown = await Promise.all(street.cameras.map((_, index) => shownOn(tileAt(page, index + 1))));
  expect(shown.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(street.cameras.map((_, at) => at + 1));

  for (const [key, number] of [
    ["ArrowRight", 1],
    ["ArrowRight", 2],
    ["ArrowDown", 6],
    ["ArrowDown", 10],
    ["ArrowDown", 14],
  ] as const) {
    await page.keyboard.press(key);
    await expect(tileAt(page, number)).toBeFocused();
  }

  const [first] = shown;
  if (first === undefined) throw new Error("there is no camera");
  await page.keyboard.type(String(first.number));
  await expect(call(page)).toContainText(`${String(first.number)} 号摄像机${first.name}`);
  await page.keyboard.press("Enter");
  await expect(call(page)).toHaveCount(0);
  await expect(tileAt(page, 14)).toHaveAccessibleName(`画面 14：${first.name}`);
  await expect(tileAt(page, 1)).toHaveAccessibleName("画面 1：空");

  // As a CCTV keyboard does: everything at once, zeros in front, and wherever the keyboard is.
  await page.getByRole("tree").focus();
  await page.keyboard.type(`00${String(first.number)}*1\n`);
  await expect(tileAt(page, 1)).toHaveAccessibleName(`画面 1：${first.name}`);
  await expect(call(page)).toHaveCount(0);

  await page.keyboard.type("999\n");
  await expect(call(page)).toContainText("没有 999 号摄像机");
  await page.keyboard.type(`${String(first.number)}.99\n`);
  await expect(call(page)).toContainText("这面墙没有 99 号画面");
  await page.keyboard.press("Escape");
  await expect(call(page)).toHaveCount(0);
  // Left alone, a call is forgotten: its Enter does something else then.
  await page.keyboard.type("12");
  await expect(call(page)).toBeVisible();
  await expect(call(page)).toHaveCount(0);

  await page.getByRole("button", { name: "撤销布局改动" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(tileAt(page, 1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(tiles(page)).toHaveCount(1);
  await page.keyboard.press("+");
  const zoomed = page.getByRole("button", { name: /^电子放大/ });
  await expect(zoomed).toBeVisible();
  await page.keyboard.type("5");
  await expect(call(page)).toBeVisible();
  // What is nearest goes first: the call, the zoom, the full wall.
  await page.keyboard.press("Escape");
  await expect(call(page)).toHaveCount(0);
  await expect(zoomed).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(zoomed).toHaveCount(0);
  await expect(tiles(page)).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(tiles(page)).toHaveCount(16);
});

test("snapshot, sound, facts, lock, undo, views and the tree by keys; digits in a field stay digits", async ({
  launch,
  street,
}) => {
  const page = await openWall(launch, street);
  const [speaking] = street.cameras;
  if (speaking === undefined) throw new Error("there is no camera");
  const tile = page.getByRole("group", { name: new RegExp(`：${speaking.name}$`) });
  const { number } = await shownOn(tile);
  await page.keyboard.type(`${String(number)}*6\n`);
  await expect(tile).toHaveAccessibleName(`画面 6：${speaking.name}`);
  await expect(tile).toHaveAttribute("data-liveness", "live");

  await page.keyboard.press("s");
  await expect(toast(page).filter({ hasText: `已抓图：${speaking.name}` })).toBeVisible();
  await expect(tile.getByRole("button", { name: "打开声音" })).toBeVisible();
  await page.keyboard.press("m");
  await expect(tile.getByRole("button", { name: "关闭声音" })).toBeVisible();
  await page.keyboard.press("m");
  await page.keyboard.press("i");
  await expect(tile.getByLabel("码流信息").locator('[data-fact="number"]')).toHaveText(String(number));
  await page.keyboard.press("i");

  await page.keyboard.press("l");
  const other = (await shownOn(tileAt(page, 2))).number;
  await page.keyboard.type(`${String(other)}\n`);
  await expect(page.getByText("画面 6 已锁定", { exact: false })).toBeVisible();
  await expect(tile).toHaveAccessibleName(`画面 6：${speaking.name}`);
  await page.keyboard.press("l");
  await page.keyboard.press("Delete");
  await expect(tileAt(page, 6)).toHaveAccessibleName("画面 6：空");
  await page.keyboard.press("Control+z");
  await expect(tileAt(page, 6)).toHaveAccessibleName(`画面 6：${speaking.name}`);

  const save = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: "保存视图" }).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("视图名称").focus();
    await page.keyboard.type(`${name}\n`);
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^视图：/ })).toHaveAccessibleName(`视图：${name}`);
  };
  await save("视图 37");
  const tree = page.getByRole("navigation", { name: "设备树" });
  await page.keyboard.press("t");
  await expect(tree).toHaveCount(0);
  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type(String(number));
  await expect(search(page)).toHaveValue(String(number));
  await expect(call(page)).toHaveCount(0);
  await expect(tree.locator("mark").first()).toBeVisible();
  // An empty tile asks for a camera with Enter; the one of exactly this number comes first.
  await page.keyboard.press("Escape");
  await tileAt(page, 16).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tree")).toBeFocused();
  await page.keyboard.press("/");
  await page.keyboard.type(`${String(number)}\n`);
  await expect(tileAt(page, 16)).toHaveAccessibleName(`画面 16：${speaking.name}`);

  await page.keyboard.press("Escape");
  await tileAt(page, 16).focus();
  await page.keyboard.press("PageDown");
  await expect(tileAt(page, 6)).toHaveAccessibleName(`画面 6：${speaking.name}`);
  await expect(page.getByRole("button", { name: /^视图：/ })).toHaveAccessibleName("视图：视图 37");

  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "键盘" });
  await expect(sheet.getByText("向右扩展画面；放大时向右看")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

test("another key works at once, on the tile and in its menu's and buttons' words", async ({ launch, street }) => {
  const page = await openWall(launch, street);
  const change = async (command: string, key: string): Promise<void> => {
    await page.getByRole("button", { name: `修改按键：${command}`, exact: true }).press("Enter");
    await page.keyboard.press(key);
    await expect(page.getByRole("row", { name: command, exact: false }).first()).toContainText(key.toUpperCase());
  };
  await page.keyboard.press("Alt+3");
  await change("码流信息", "F2");
  await change("选右边的画面", "d");
  await page.keyboard.press("Alt+1");
  await expect(liveTiles(page)).toHaveCount(street.cameras.length, { timeout: 60_000 });

  await page.keyboard.press("d");
  await page.keyboard.press("d");
  await expect(tileAt(page, 2)).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(tileAt(page, 2)).toBeFocused();
  await page.keyboard.press("F2");
  await expect(tileAt(page, 2).getByLabel("码流信息").locator("dt").first()).toBeVisible();
  await expect(tileAt(page, 2).getByRole("button", { name: "码流信息" })).toHaveAttribute("title", "码流信息（F2）");
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: /隐藏码流信息/ })).toContainText("F2");
});
