import { fillIn, noCameras, openAdding, openChanging, showOnWall } from "./deviceForms";
import { expect, test } from "./fixtures";
import { liveTiles } from "./street";

const behindHost = "behind-the-host-7";

test("a camera without ONVIF is asked before it is recorded, says what is wrong, and shows its picture", async ({
  launch,
  street,
}) => {
  const { page } = await launch(noCameras);
  const [camera] = street.cameras;
  if (camera === undefined) throw new Error("there is no camera");
  const { main, sub } = camera.rtspUrl;
  const { userName, password } = street.settings;
  const dialog = await openAdding(page);
  const anyway = dialog.getByRole("button", { name: "仍然添加" });
  await dialog.getByText("RTSP 码流（无 ONVIF）").click();

  await fillIn(dialog, {
    主码流网址: main.replace("/main", "/nowhere"),
    显示名称: "河堤",
    用户名: userName,
    口令: password,
  });
  await expect(dialog.getByText("设备上没有这路码流", { exact: false })).toBeVisible();
  await fillIn(dialog, { 主码流网址: camera.serviceUrl.replace("http:", "rtsp:") });
  await expect(dialog.getByText("不是 RTSP 服务", { exact: false })).toBeVisible();
  await fillIn(dialog, { 主码流网址: main, 口令: "wrong" });
  await expect(dialog.getByText("设备拒绝了用户名或口令", { exact: false })).toBeVisible();
  await expect(anyway).toBeHidden();
  await fillIn(dialog, { 主码流网址: "rtsp://127.0.0.1:1/main", 口令: password });
  await expect(dialog.getByText("连不上设备", { exact: false })).toBeVisible();
  await expect(anyway).toBeVisible();
  const withPassword = `${main}?user=duty&password=${behindHost}`;
  await fillIn(dialog, { 主码流网址: withPassword, 子码流网址: sub });
  await expect(dialog).toBeHidden();

  await showOnWall(page, "河堤");
  await expect(liveTiles(page)).toHaveCount(1, { timeout: 60_000 });

  const changing = await openChanging(page, "河堤");
  await expect(changing.getByLabel("主码流网址", { exact: true })).toHaveValue(`${main}?user=duty&password=***`);
  await expect(changing.getByLabel("子码流网址", { exact: true })).toHaveValue(sub);
  await fillIn(changing, { 子码流网址: sub.replace("/sub", "/nowhere") }, "保存");
  await expect(changing.getByText("设备上没有这路码流", { exact: false })).toBeVisible();
  await fillIn(changing, { 子码流网址: "" }, "保存");
  await expect(changing).toBeHidden();
  expect(await page.content()).not.toContain(behindHost);
});

test("a camera that is not there yet is recorded when a person says so", async ({ launch }) => {
  const { page } = await launch(noCameras);
  const dialog = await openAdding(page);
  await dialog.getByText("RTSP 码流（无 ONVIF）").click();
  await fillIn(dialog, { 主码流网址: "rtsp://127.0.0.1:1/main", 显示名称: "新建卡口" });
  await dialog.getByRole("button", { name: "仍然添加" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("cell", { name: "新建卡口", exact: true })).toBeVisible();
});
