import { randomBytes } from "node:crypto";
import { readProvided } from "../../native/runtime/provided.mjs";
import { startCameras } from "../simulators/camera";
import { fillIn, noCameras, openAdding, openChanging, openWall, showOnWall } from "./deviceForms";
import { expect, test } from "./fixtures";
import { liveTiles } from "./street";

test("an administrator has a camera's pictures travel encrypted, and is told of one that cannot", async ({
  launch,
  street,
}) => {
  const login = { userName: "duty", password: `pw-${randomBytes(8).toString("hex")}` };
  const started = await startCameras({
    cameras: [{ name: "金库走廊" }],
    ...login,
    secure: true,
    ffmpegPath: readProvided().ffmpeg.path,
  });
  try {
    const [camera] = started.cameras;
    const [plain] = street.cameras;
    if (camera === undefined || plain === undefined) throw new Error("there are no cameras");
    const { page } = await launch(noCameras);
    for (const [{ serviceUrl, name }, { userName, password }] of [
      [camera, login],
      [plain, street.settings],
    ] as const) {
      const adding = await openAdding(page);
      await fillIn(adding, { 地址: serviceUrl, 显示名称: name, 用户名: userName, 口令: password });
      await expect(adding).toBeHidden();
    }

    const refused = await openChanging(page, plain.name);
    await refused.getByRole("combobox", { name: "画面传输" }).click();
    await page.getByTitle("TLS 加密（RTSPS）").click();
    await refused.getByRole("button", { name: "保存", exact: true }).click();
    await expect(refused.getByText("设备不提供加密码流", { exact: false })).toBeVisible();
    await refused.getByRole("button", { name: "取消" }).click();

    const changing = await openChanging(page, camera.name);
    await changing.getByRole("combobox", { name: "画面传输" }).click();
    await page.getByTitle("TLS 加密（RTSPS）").click();
    await changing.getByRole("button", { name: "保存", exact: true }).click();
    await expect(changing).toBeHidden();
    await openWall(page);
    await showOnWall(page, camera.name);
    const tile = page.getByRole("group", { name: camera.name });
    await expect(liveTiles(page)).not.toHaveCount(0);
    await tile.click();
    await page.keyboard.press("i");
    await expect(tile.locator('[data-fact="transport"]')).toContainText("TLS");
  } finally {
    await started.stop();
  }
});
