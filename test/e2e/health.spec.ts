import type { Locator, Page } from "@playwright/test";
import { readProvided } from "../../native/runtime/provided.mjs";
import { startRecorder } from "../simulators/camera";
import { fillIn, noCameras, openAdding } from "./deviceForms";
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

test("an officer sees which channel of a recorder is not recorded, though it is online, and how old that is", async ({
  launch,
}) => {
  const login = { userName: "duty", password: "pw-recorder-1" };
  const { recorder, stop } = await startRecorder({ channels: 8, ...login, ffmpegPath: readProvided().ffmpeg.path });
  try {
    const { page } = await launch(noCameras);
    const adding = await openAdding(page);
    await fillIn(adding, { 地址: recorder.serviceUrl, 用户名: login.userName, 口令: login.password });
    await expect(adding).toBeHidden();
    await expect(page.getByRole("button", { name: `${recorder.name} 的健康记录：在线`, exact: true })).toBeVisible();

    const drawer = await openHealth(page, recorder.name);
    const recordings = drawer.getByRole("region", { name: "各通道录像" });
    await expect(drawer.getByText("8/8 路正在录像")).toBeVisible();
    await expect(recordings.getByText("正在录像")).toHaveCount(8);
    await expect(drawer.getByText("8 组录像")).toBeVisible();

    const third = `${recorder.name} 3`;
    recorder.faults.stopRecording(3, true);
    await drawer.getByRole("button", { name: "立即检测" }).click();
    await expect(drawer.getByText("7/8 路正在录像")).toBeVisible();
    await expect(recordings.getByRole("row").nth(1)).toContainText(third);
    await expect(recordings.getByRole("row", { name: third, exact: false })).toContainText("未录像");
    await expect(drawer.getByText(/\d 秒前/)).toBeVisible();
    await drawer
      .getByRole("button", { name: /close|关闭/i })
      .first()
      .click();
    await expect(
      page.getByRole("button", { name: `${recorder.name} 的健康记录：在线（1 路未录像）`, exact: true }),
    ).toBeVisible();
    await expect(page.getByText("录像异常 1", { exact: true })).toBeVisible();
    await expect(page.getByText(`${third}：未录像。`, { exact: false })).toBeVisible();

    recorder.faults.stopRecording(3, false);
    recorder.faults.failStorage("full");
    const again = await openHealth(page, recorder.name);
    await again.getByRole("button", { name: "立即检测" }).click();
    await expect(again.getByText("设备报告：Disk full").first()).toBeVisible();
    recorder.faults.failStorage(null);
    recorder.faults.recordingService("denying");
    await again.getByRole("button", { name: "立即检测" }).click();
    await expect(again.getByText("无权查询", { exact: false })).toBeVisible();
  } finally {
    await stop();
  }
});
