import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { chooseGrid, tileAt } from "../harness/wallControls";
import { noCameras, openDevices } from "./deviceForms";
import { expect, test } from "./fixtures";
import { watchStreet } from "./street";

/** Contrast does not hang on the language, nor names and roles on the colours: each is looked at once. */
const looks = [
  { scheme: "light", language: "en" },
  { scheme: "dark", language: "zh-CN" },
] as const;

/** As another window of this workstation would: whatever is open stays open. Ends in Chinese. */
const wear = (page: Page, look: (typeof looks)[number]): Promise<void> =>
  page.evaluate((preferences) => {
    const key = "zhishou.preferences";
    localStorage.setItem(key, preferences);
    dispatchEvent(new StorageEvent("storage", { key, newValue: preferences }));
  }, JSON.stringify(look));

/** What axe finds serious or critical on what is shown now, in both looks. */
const expectClean = async (page: Page, what: string): Promise<void> => {
  for (const look of looks) {
    await wear(page, look);
    await expect(page.locator("html")).toHaveAttribute("lang", look.language);
    // Electron opens no blank page for axe to put its frames' findings together on; here are no frames.
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    const found = violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id} ${target.join(" ")}: ${failureSummary ?? ""}`),
      );
    expect.soft(found, `${what}, ${look.scheme}, ${look.language}`).toEqual([]);
  }
};

test("first start, settings, keys and an empty records page have no serious finding", async ({ launch, street }) => {
  const { page } = await launch(noCameras);
  const find = page.getByRole("region", { name: "找设备" });
  await expect(find.getByText("找到", { exact: false })).toBeVisible();
  await expectClean(page, "first start: find");
  await find.getByRole("button", { name: /^下一步/ }).click();
  await page.getByRole("region", { name: "填口令" }).getByLabel("用户名").fill(street.settings.userName);
  await expectClean(page, "first start: password");
  await openDevices(page);
  await expect(page.getByRole("heading", { name: "还没有设备" })).toBeVisible();
  await expectClean(page, "no devices");
  await page.getByTitle("设置", { exact: true }).click();
  await expectClean(page, "settings");
  await page.getByRole("button", { name: "键盘", exact: true }).click();
  await expect(page.getByRole("dialog", { name: "键盘" })).toBeVisible();
  await expectClean(page, "keys");
});

test("the page that asks for the passphrase has no serious finding", async ({ launch }) => {
  const { page } = await launch(null, ["--password-store=basic"]);
  await expect(page.getByRole("heading", { name: "设定开机口令" })).toBeVisible();
  await expectClean(page, "first passphrase");
});

test("the wall, its tree, menus and panels have no serious finding", async ({ launch, street }) => {
  const { page, tile, camera } = await watchStreet(launch, street);
  await chooseGrid(page, "16 画面");
  await camera.faults.freezePicture(true);
  await expect(tile).toHaveAttribute("data-liveness", "frozen");
  await tileAt(page, 2).click();
  await page.keyboard.press("i");
  await expectClean(page, "wall with a frozen picture and facts");
  await camera.faults.freezePicture(false);
  await tileAt(page, 2).click({ button: "right" });
  await expect(page.getByRole("menuitem", { name: "移出画面" })).toBeVisible();
  await expectClean(page, "menu of a tile");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^分屏：/ }).click();
  await expect(page.getByRole("group", { name: "分屏" })).toBeVisible();
  await expectClean(page, "grids");
  await page.getByRole("button", { name: "自画分屏…" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page, "a grid being drawn");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await page.getByRole("button", { name: "保存视图" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page, "a view being named");
  await page.getByRole("dialog").getByLabel("视图名称").fill("白班全景");
  await page.getByRole("dialog").getByRole("button", { name: "保存", exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: /^视图：/ }).click();
  await expect(page.getByRole("group", { name: "视图" })).toBeVisible();
  await expectClean(page, "views");
});

test("the devices page, its drawers and dialogs have no serious finding", async ({ launch, street }) => {
  const { page, camera } = await watchStreet(launch, street);
  await openDevices(page);
  await expect(page.getByRole("button", { name: `${camera.name} 的健康记录：在线` })).toBeVisible();
  await expectClean(page, "devices");
  await page.getByRole("button", { name: `${camera.name} 的健康记录：在线` }).click();
  await expect(page.getByRole("dialog").getByText("健康记录", { exact: false })).toBeVisible();
  await expectClean(page, "health of a device");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: `修改 ${camera.name}`, exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page, "a device being changed");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "添加设备" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page, "a device being added");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "批量添加" }).click();
  await page.getByRole("tab", { name: "文件或清单" }).click();
  await expectClean(page, "many devices being added");
});
