import { noCameras } from "./deviceForms";
import { expect, test } from "./fixtures";

test("language, colours and keys are changed at once and stay after a restart", async ({ launch }) => {
  const first = await launch(noCameras);
  const { page } = first;
  await expect(page.getByRole("heading", { name: "还没有摄像机" })).toBeVisible();
  await page.keyboard.press("Alt+3");
  await expect(page.getByRole("heading", { name: "设置" })).toBeVisible();
  await page.getByRole("radio", { name: "浅色（明亮房间）" }).check();
  await expect(page.locator("body")).toHaveCSS("background-color", "rgb(238, 241, 244)");
  await page.getByRole("radio", { name: "English" }).check();
  await expect(page.getByRole("heading", { name: "Settings" })).toBeVisible();

  await page.getByRole("button", { name: "Change the key of: Devices page" }).click();
  await page.keyboard.press("F4");
  await page.keyboard.press("F4");
  await expect(page.getByRole("heading", { name: "Settings" })).toBeHidden();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard" });
  await expect(sheet.getByText("F4", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await first.close();

  const second = await launch(noCameras);
  await expect(second.page.getByRole("heading", { name: "No cameras yet" })).toBeVisible();
  await expect(second.page.locator("body")).toHaveCSS("background-color", "rgb(238, 241, 244)");
  await second.page.keyboard.press("F4");
  await expect(second.page.getByRole("heading", { name: "No cameras yet" })).toBeHidden();
});

test("a digit is kept for calling cameras, and a key taken from another action is told", async ({ launch }) => {
  const { page } = await launch(noCameras);
  await page.getByTitle("设置", { exact: true }).click();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "键盘" });
  await expect(sheet).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
  await page.getByRole("button", { name: "修改按键：抓图", exact: true }).click();
  await page.keyboard.press("5");
  await expect(page.getByText("5 不能用", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "修改按键：抓图", exact: true }).click();
  await page.keyboard.press("m");
  await expect(page.getByText("此键原来用于“开关声音”", { exact: false })).toBeVisible();
  await expect(page.getByRole("row", { name: "开关声音" }).getByText("没有按键")).toBeVisible();
});
