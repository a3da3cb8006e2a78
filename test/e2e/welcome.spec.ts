import { noCameras } from "./deviceForms";
import { expect, test } from "./fixtures";

test("a first start leads in three steps to moving pictures, and asks nobody else once a password was refused", async ({
  launch,
  street,
}) => {
  const { page } = await launch(noCameras);
  const { userName, password } = street.settings;
  await expect(page.getByRole("heading", { name: "还没有摄像机" })).toBeVisible();
  // Other cameras may stand on this network: only two of ours are taken.
  const find = page.getByRole("region", { name: "找设备" });
  await expect(find.getByText("找到", { exact: false })).toBeVisible();
  const ours = street.cameras.slice(0, 2).map(({ name, serviceUrl }) => ({ name, host: new URL(serviceUrl).host }));
  for (const box of await find.getByRole("checkbox").all()) {
    const label = await box.locator("xpath=ancestor::label").innerText();
    if (!ours.some(({ host }) => label.includes(host))) await box.uncheck();
  }
  await find.getByRole("button", { name: "下一步（2 台）" }).click();

  const login = page.getByRole("region", { name: "填口令" });
  await login.getByLabel("用户名").fill(userName);
  await login.getByLabel("口令").fill("wrong");
  await login.getByRole("button", { name: "登录并添加（2 台）" }).click();
  await expect(login.getByRole("alert")).toContainText("设备拒绝了用户名或口令");
  await expect(login.getByText("等待", { exact: true })).toHaveCount(1);
  await login.getByLabel("口令").fill(password);
  await login.getByRole("button", { name: "登录并添加（2 台）" }).click();

  await page.getByRole("region", { name: "选画面" }).getByRole("button", { name: "上墙（2 路）" }).click();
  await expect(page.locator('[data-liveness="live"]')).toHaveCount(2);
});
