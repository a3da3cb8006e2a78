import type { Locator, Page } from "@playwright/test";
import { noCameras } from "./deviceForms";
import { expect, test } from "./fixtures";

const openHealth = async (page: Page, camera: string): Promise<Locator> => {
  await page.getByRole("button", { name: `${camera} 的健康记录`, exact: false }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText(`健康记录：${camera}`)).toBeVisible();
  return drawer;
};

test("an officer sees that a camera went offline, since when and why, and later how long it lasted", async ({
  launch,
  street,
}) => {
  const first = await launch(noCameras);
  const { page } = first;
  const camera = street.cameras.at(-1);
  if (camera === undefined) throw new Error("there is no camera");
  await page.getByTitle("设备", { exact: true }).click();
  await page.getByRole("button", { name: "添加设备" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("地址", { exact: true }).fill(camera.serviceUrl);
  await dialog.getByLabel("用户名", { exact: true }).fill(street.settings.userName);
  await dialog.getByLabel("口令", { exact: true }).fill(street.settings.password);
  await dialog.getByRole("button", { name: "添加", exact: false }).click();
  await expect(dialog).toBeHidden();

  await expect(page.getByRole("button", { name: `${camera.name} 的健康记录：在线` })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText("在线率 100%")).toBeVisible();
  const drawer = await openHealth(page, camera.name);
  await expect(drawer.getByText("没有离线记录", { exact: false })).toBeVisible();

  await camera.faults.switchOff();
  try {
    await drawer.getByRole("button", { name: "立即检测" }).click();
    await expect(drawer.getByText("连不上设备", { exact: false })).toBeVisible();
    await expect(drawer.getByRole("cell", { name: "尚未恢复" })).toBeVisible();
    await drawer
      .getByRole("button", { name: /close|关闭/i })
      .first()
      .click();
    await expect(page.getByRole("button", { name: `${camera.name} 的健康记录：离线` })).toBeVisible();
    await expect(page.getByText("离线 1", { exact: true })).toBeVisible();
    await first.close();
  } finally {
    await camera.faults.switchOn();
  }

  const second = await launch(noCameras);
  await second.page.getByTitle("设备", { exact: true }).click();
  const again = await openHealth(second.page, camera.name);
  await again.getByRole("button", { name: "立即检测" }).click();
  await expect(again.getByText("尚未恢复")).toHaveCount(0);
  const outages = again.getByRole("region", { name: "离线记录" });
  await expect(outages.getByRole("row", { name: "本机未运行", exact: false }).first()).toBeVisible();
  await expect(outages.getByRole("row", { name: "其中", exact: false })).toBeVisible();
});
