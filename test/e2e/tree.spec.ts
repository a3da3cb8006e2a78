import type { Locator, Page } from "@playwright/test";
import { chooseGrid, tileAt } from "../harness/wallControls";
import { openChanging, openWall } from "./deviceForms";
import { expect, test, type Launch, type ProtectedCameras } from "./fixtures";
import { liveTiles } from "./street";

const tree = (page: Page): Locator => page.getByRole("navigation", { name: "设备树" });
const search = (page: Page): Locator => page.getByLabel("搜索名称、地址、编码、拼音");
/** The row of exactly this name. */
const row = (page: Page, name: string): Locator =>
  tree(page)
    .locator(".ant-tree-treenode")
    .filter({ has: page.getByText(name, { exact: true }) });
const rows = (page: Page): Locator => tree(page).locator(".ant-tree-treenode:visible .tree-row");
const menuItem = (page: Page, name: string | RegExp): Locator => page.getByRole("menuitem", { name });
/** Opens a choice by keyboard and takes one of it. */
const choose = async (page: Page, select: Locator, option: string): Promise<void> => {
  await select.press("ArrowDown");
  await page.locator(".ant-select-item-option:visible").filter({ hasText: option }).click();
};
const cameraIdsOnWall = async (page: Page): Promise<string[]> =>
  page
    .locator("[data-position]")
    .evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("data-camera-id") ?? "").filter((id) => id !== ""));

/** The program with every camera of the street recorded, and nothing on its wall of nine tiles. */
const withEmptyWall = async (launch: Launch, street: ProtectedCameras): Promise<Page> => {
  const { page } = await launch(street.settings);
  await expect(liveTiles(page)).toHaveCount(12, { timeout: 60_000 });
  await chooseGrid(page, "清空监视墙");
  await chooseGrid(page, "9 画面");
  await expect(liveTiles(page)).toHaveCount(0);
  return page;
};

test("the tree shows the county by town and site, and finds a camera as it is typed, in pinyin too", async ({
  launch,
  street,
}) => {
  const page = await withEmptyWall(launch, street);
  for (const name of ["高青县", "田镇街道", "东关社区", "古城村"]) await expect(row(page, name)).toBeVisible();

  // `/` begins a search from anywhere; the branches above what is found are opened.
  await page.keyboard.press("/");
  await expect(search(page)).toBeFocused();
  await page.keyboard.type("gcnm");
  await expect(row(page, "古城村")).toBeVisible();
  await expect(row(page, "东关社区")).toHaveCount(0);
  await expect(tree(page).locator("mark")).toHaveText("古城南门");
  await expect(tree(page).getByRole("status")).toHaveText("找到 1 路");
  await page.keyboard.press("Enter");
  await expect(liveTiles(page)).toHaveCount(1);
  await expect(page.getByRole("group", { name: /青城镇·古城南门$/ })).toBeVisible();

  await search(page).fill("３７０３２２ 路口");
  await expect(row(page, "田镇街道·东门路口")).toBeVisible();
  await search(page).fill("没有这个地方");
  await expect(tree(page).getByText("没有找到“没有这个地方”", { exact: false })).toBeVisible();
  await search(page).press("Escape");
  await expect(row(page, "东关社区")).toBeVisible();

  // What is on the wall, and nothing else.
  await choose(page, page.getByLabel("筛选"), "已上墙 1");
  await expect(row(page, "青城镇·古城南门")).toBeVisible();
  await expect(row(page, "东关社区")).toHaveCount(0);
});

test("a camera goes onto the wall by keyboard alone, a whole site by its menu, several cameras by one drag", async ({
  launch,
  street,
}) => {
  const page = await withEmptyWall(launch, street);
  await search(page).focus();
  await page.keyboard.type("shuizha");
  await page.keyboard.press("ArrowDown");
  // County, town, site, camera.
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(liveTiles(page)).toHaveCount(1);
  await search(page).press("Escape");

  await row(page, "东关社区").click({ button: "right" });
  await menuItem(page, "整点上墙（2 路）").click();
  await expect(liveTiles(page)).toHaveCount(3);

  await row(page, "芦湖街道·湖滨广场").click();
  await row(page, "芦湖街道·文昌路南段").click({ modifiers: ["Control"] });
  await expect(tree(page).getByRole("status")).toHaveText("已选 2 路");
  await row(page, "芦湖街道·湖滨广场").dragTo(tileAt(page, 5));
  await expect(liveTiles(page)).toHaveCount(5);
  expect(new Set(await cameraIdsOnWall(page)).size).toBe(5);
});

test("an administrator makes a site, puts devices into it, and removes it again without losing them", async ({
  launch,
  street,
}) => {
  const page = await withEmptyWall(launch, street);
  await tree(page).getByRole("button", { name: "新建场所" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("场所名称").fill("东关社区");
  await choose(page, dialog.getByLabel("镇街"), "田镇街道");
  await dialog.getByLabel("国标编码").fill("3703");
  await dialog.getByRole("button", { name: "新建" }).click();
  await expect(dialog.getByText("国标编码应为 20 位数字", { exact: false })).toBeVisible();
  await dialog.getByLabel("国标编码").fill("37032200 00 215 0 000009");
  await expect(dialog.getByText("高青县 370322 · 行业 00 · 业务分组", { exact: false })).toBeVisible();
  await dialog.getByRole("button", { name: "新建" }).click();
  await expect(dialog.getByText("该镇街已有同名场所", { exact: false })).toBeVisible();
  await dialog.getByLabel("场所名称").fill("مركز 🏘️ 新村");
  await dialog.getByRole("button", { name: "新建" }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, "مركز 🏘️ 新村")).toBeVisible();

  await row(page, "花沟镇·中心小学外").click();
  await row(page, "木李镇·水闸东岸").click({ modifiers: ["Control"] });
  await row(page, "木李镇·水闸东岸").click({ button: "right" });
  await menuItem(page, "移到场所…").click();
  await choose(page, page.getByRole("dialog").getByLabel("所属场所"), "مركز 🏘️ 新村");
  await page.getByRole("dialog").getByRole("button", { name: "移动" }).click();
  await expect(row(page, "مركز 🏘️ 新村").locator(".tree-count")).toContainText("/2");

  await row(page, "مركز 🏘️ 新村").click({ button: "right" });
  await menuItem(page, "删除场所…").click();
  await expect(page.getByRole("dialog")).toContainText("其中 2 台设备会移到“未分配”");
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(row(page, "未分配").locator(".tree-count")).toContainText("/2");
});

test("a device is given its official code, which nothing else may have, and is found by it", async ({
  launch,
  street,
}) => {
  const page = await withEmptyWall(launch, street);
  const code = "37032200001180000042";
  const change = async (name: string): Promise<Locator> => {
    const dialog = await openChanging(page, name);
    await dialog.getByLabel("设备国标编码").fill(code);
    await dialog.getByRole("button", { name: "保存" }).click();
    return dialog;
  };
  await expect(await change("唐坊镇·粮站路口")).toBeHidden();
  await expect(
    (await change("常家镇·黄河渡口")).getByText("已被其他场所、设备或通道使用", { exact: false }),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await openWall(page);
  await search(page).fill("1180000042");
  await expect(rows(page)).toHaveCount(4);
  await expect(tree(page).locator("mark")).toHaveText("1180000042");
});
