import { randomBytes } from "node:crypto";
import { readProvided } from "../../native/runtime/provided.mjs";
import { startCameras } from "../simulators/camera";
import { fillIn, noCameras, openAdding, openChanging, openWall, showOnWall } from "./deviceForms";
import { expect, test } from "./fixtures";
import { liveTiles } from "./street";

test("a camera that shows another certificate is not spoken to until an administrator has compared and trusts it", async ({
  launch,
}) => {
  const login = { userName: "duty", password: `pw-${randomBytes(8).toString("hex")}` };
  const started = await startCameras({
    cameras: [{ name: "银库门口" }],
    ...login,
    secure: true,
    ffmpegPath: readProvided().ffmpeg.path,
  });
  const [camera] = started.cameras;
  if (camera === undefined || camera.secure === null || camera.secureRtspUrl === null)
    throw new Error("the camera has no TLS");
  const { secure, secureRtspUrl } = camera;
  const { page } = await launch(noCameras);
  const tile = page.locator("[data-camera-id]");
  try {
    const adding = await openAdding(page);
    await adding.getByText("RTSP 码流（无 ONVIF）").click();
    const { userName: 用户名, password: 口令 } = login;
    await fillIn(adding, { 主码流网址: secureRtspUrl.sub, 显示名称: camera.name, 用户名, 口令 });
    await expect(adding).toBeHidden();
    await showOnWall(page, camera.name);
    await expect(liveTiles(page)).toHaveCount(1, { timeout: 60_000 });
    await tile.click();
    await page.keyboard.press("i");
    await expect(tile.locator('[data-fact="transport"]')).toContainText("TLS");
    await page.keyboard.press("i");

    const first = secure.fingerprint256();
    camera.faults.renewCertificate();
    await expect(tile).toHaveAttribute("data-liveness", "refused");
    await expect(tile.getByText("安全证书与首次连接时不同", { exact: false })).toBeVisible();
    expect(camera.rtspLoad().playing).toBe(0);

    const changing = await openChanging(page, camera.name);
    await expect(changing.getByText(first)).toBeVisible();
    await changing.getByRole("button", { name: "与设备核对" }).click();
    await expect(changing.getByText("安全证书与首次连接时不同", { exact: false })).toBeVisible();
    await expect(changing.getByText(secure.fingerprint256())).toBeVisible();
    await changing.getByRole("button", { name: "信任新证书" }).click();
    await expect(page.getByText("已信任“银库门口”的新证书")).toBeVisible();
    await expect(changing.getByText(first)).toBeHidden();
    await changing.getByRole("button", { name: "与设备核对" }).click();
    await expect(page.getByText("“银库门口”的证书没有变")).toBeVisible();
    await changing.getByRole("button", { name: "取消" }).click();
    await openWall(page);
    await expect(liveTiles(page)).toHaveCount(1, { timeout: 60_000 });

    // The new one is held on to as the first was.
    camera.faults.renewCertificate();
    await expect(tile).toHaveAttribute("data-liveness", "refused");
  } finally {
    await started.stop();
  }
});
