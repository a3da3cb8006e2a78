import { fillIn, noCameras, openAdding, openDevices, showOnWall } from "./deviceForms";
import { expect, test } from "./fixtures";
import { liveTiles } from "./street";

test("an administrator adds a camera by its address, is told what is wrong on the way, and sees its picture", async ({
  launch,
  street,
}) => {
  const { page } = await launch(noCameras);
  const [camera] = street.cameras;
  if (camera === undefined) throw new Error("there is no camera");
  const dialog = await openAdding(page);

  await fillIn(dialog, { 地址: "not an address!", 用户名: "duty", 口令: "x" });
  await expect(dialog.getByText("这不是有效的地址", { exact: false })).toBeVisible();
  await fillIn(dialog, { 地址: "127.0.0.1:1" });
  await expect(dialog.getByText("连不上设备", { exact: false })).toBeVisible();
  await fillIn(dialog, { 地址: camera.serviceUrl, 口令: "wrong" });
  await expect(dialog.getByText("设备拒绝了用户名或口令", { exact: false })).toBeVisible();
  await fillIn(dialog, { 用户名: street.settings.userName, 口令: street.settings.password });
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("cell", { name: "SIM-1080" })).toBeVisible();

  await showOnWall(page, camera.name);
  await expect(liveTiles(page)).toHaveCount(1);
});

test("a search finds the cameras of the network and says which are known", async ({ launch, street }) => {
  const { page } = await launch({ ...noCameras });
  await openDevices(page);
  await page.getByRole("button", { name: "搜索设备" }).first().click();
  // Other cameras of the same name may stand on this network.
  for (const { name } of street.cameras)
    await expect(page.getByRole("button", { name: `添加 ${name}`, exact: true }).first()).toBeVisible();
});

test("a camera whose password was changed is given the new one, and a list of cameras is added line by line", async ({
  launch,
  street,
}) => {
  const { page } = await launch(noCameras);
  const [first, second] = street.cameras;
  if (first === undefined || second === undefined) throw new Error("there are no cameras");
  const { userName, password } = street.settings;
  await openDevices(page);
  await page.getByRole("button", { name: "批量添加" }).first().click();
  await page.getByRole("tab", { name: "文件或清单" }).click();
  const list = [
    `${first.serviceUrl},甲,${userName},${password}`,
    "no address!,乙",
    `${second.serviceUrl},丙,${userName},wrong`,
  ].join("\n");
  await page.getByLabel("或粘贴清单").fill(list);
  await page.getByRole("button", { name: "开始添加" }).click();
  const progress = page.getByRole("region", { name: "批量添加进度" });
  await expect(progress.getByRole("status")).toHaveText("已完成。 共 3 行，成功 1，失败 2");
  await progress.getByText("失败 2", { exact: true }).click();
  await expect(progress.getByText("设备拒绝了用户名或口令", { exact: false })).toBeVisible();
  await expect(progress.getByText("这不是有效的地址", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "修改 甲" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("口令", { exact: true }).fill("wrong");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(dialog.getByText("设备拒绝了用户名或口令", { exact: false })).toBeVisible();
  await dialog.getByLabel("口令", { exact: true }).fill(password);
  await dialog.getByLabel("显示名称").fill("丁");
  await dialog.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("cell", { name: "丁", exact: true })).toBeVisible();
});
