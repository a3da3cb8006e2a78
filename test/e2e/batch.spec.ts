import type { Locator, Page } from "@playwright/test";
import { noCameras, openDevices } from "./deviceForms";
import { expect, test, type Launch, type ProtectedCameras } from "./fixtures";
import { recordManyDevices } from "./manyDevices";

const bar = (page: Page): Locator => page.getByRole("toolbar", { name: "批量操作" });
const rows = (page: Page): Locator => page.getByRole("table", { name: "设备" }).getByRole("row");
const progress = (page: Page): Locator => page.getByRole("region", { name: "批量操作进度" });
const search = (page: Page): Locator => page.getByRole("textbox", { name: "名称、地址、场所、型号", exact: false });
const selectAll = (page: Page): Locator => page.getByRole("checkbox", { name: "选择列出的全部", exact: false });

const closeProgress = async (page: Page): Promise<void> => {
  await page.keyboard.press("Escape");
  await expect(progress(page)).toBeHidden();
};

/** The devices page with cameras 甲, 乙, 丙, the last two of them in a site. */
const withThreeCameras = async (launch: Launch, street: ProtectedCameras): Promise<Page> => {
  const { page } = await launch(noCameras);
  const { userName, password } = street.settings;
  const places = ["", "城东小区", "城东小区"];
  const lines = street.cameras.slice(0, 3).map(({ serviceUrl }, at) => {
    const name = ["甲", "乙", "丙"][at] ?? "";
    return `${serviceUrl},${name},${userName},${password},${places[at] ?? ""},${at === 0 ? "" : "田镇街道"}`;
  });
  await openDevices(page);
  await page.getByRole("button", { name: "批量添加" }).first().click();
  await page.getByRole("tab", { name: "文件或清单" }).click();
  await page.getByLabel("或粘贴清单").fill(["地址,名称,用户名,口令,场所,镇街", ...lines].join("\n"));
  await page.getByRole("button", { name: "开始添加" }).click();
  await expect(page.getByRole("region", { name: "批量添加进度" }).getByRole("status")).toContainText("成功 3");
  await page.keyboard.press("Escape");
  await expect(rows(page)).toHaveCount(3);
  return page;
};

test("a new login is tried on one device and stops there when it is refused; the right one goes to all", async ({
  launch,
  street,
}) => {
  const page = await withThreeCameras(launch, street);
  await selectAll(page).check();
  await expect(bar(page)).toContainText("已选 3 台");
  await bar(page).getByRole("button", { name: "用户名和口令…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("用户名", { exact: true }).fill(street.settings.userName);
  await dialog.getByLabel("口令", { exact: true }).fill("wrong");
  await dialog.getByRole("button", { name: "开始（3 台）" }).click();
  await expect(progress(page).getByRole("alert")).toContainText("拒绝了新的用户名和口令。其余 2 台没有试");
  await expect(progress(page).getByText("未处理 2", { exact: true })).toBeVisible();
  await closeProgress(page);

  await bar(page).getByRole("button", { name: "用户名和口令…" }).click();
  await dialog.getByLabel("用户名", { exact: true }).fill(street.settings.userName);
  await dialog.getByLabel("口令", { exact: true }).fill(street.settings.password);
  await dialog.getByRole("button", { name: "开始（3 台）" }).click();
  await expect(progress(page).getByRole("status")).toHaveText("已完成。 共 3 台，成功 3，失败 0");
});

test("a batch is stopped and goes on with those that are left; one that was removed meanwhile is told", async ({
  launch,
  street,
}) => {
  const page = await withThreeCameras(launch, street);
  const slow = street.cameras[0];
  slow?.faults.slowAnswers(1_000);
  try {
    await selectAll(page).check();
    await bar(page).getByRole("button", { name: "用户名和口令…" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("用户名", { exact: true }).fill(street.settings.userName);
    await dialog.getByLabel("口令", { exact: true }).fill(street.settings.password);
    await dialog.getByRole("button", { name: "开始（3 台）" }).click();
    await progress(page).getByRole("button", { name: "停止" }).click();
    await expect(progress(page).getByRole("status")).toContainText("正在停止");
  } finally {
    slow?.faults.slowAnswers(0);
  }
  await expect(progress(page).getByRole("status")).toHaveText(
    "已停止，做完的不会撤回，其余可以继续。 共 3 台，成功 1，失败 0",
  );
  await expect(progress(page).getByRole("button", { name: "选中未成功的 2 台" })).toBeVisible();
  await closeProgress(page);

  await page.getByRole("button", { name: "移除 丙", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "移除", exact: true }).click();
  await expect(rows(page)).toHaveCount(2);
  await bar(page).getByRole("button", { name: "上次结果：更换用户名和口令 1/3" }).click();
  await progress(page).getByRole("button", { name: "继续" }).click();
  await expect(progress(page).getByRole("status")).toHaveText("已完成。 共 3 台，成功 2，失败 1");
  const gone = progress(page).getByRole("row").filter({ hasText: "丙" });
  await expect(gone).toContainText("设备已被移除");
  // Nothing is left to begin again with.
  await expect(progress(page).getByRole("button", { name: "选中未成功的", exact: false })).toBeHidden();
});

test("devices of a filter are moved, probed and removed together, each with its own result", async ({
  launch,
  street,
}) => {
  const page = await withThreeCameras(launch, street);
  await search(page).fill("cdxq");
  await expect(rows(page)).toHaveCount(2);
  await selectAll(page).check();
  await bar(page).getByRole("button", { name: "移到场所" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "开始（2 台）" }).click();
  await expect(progress(page).getByRole("status")).toHaveText("已完成。 共 2 台，成功 2，失败 0");
  await closeProgress(page);
  await expect(rows(page)).toHaveCount(0);
  await page.getByRole("button", { name: "显示全部" }).click();
  await expect(rows(page).getByText("未分配")).toHaveCount(3);

  const away = street.cameras[1];
  await away?.faults.switchOff();
  try {
    await selectAll(page).check();
    await bar(page).getByRole("button", { name: "立即检测" }).click();
    await expect(progress(page).getByRole("status")).toHaveText("已完成。 共 3 台，成功 2，失败 1");
    await expect(progress(page).getByText("连不上设备", { exact: false })).toBeVisible();
    await progress(page).getByRole("button", { name: "选中未成功的 1 台" }).click();
    await expect(progress(page)).toBeHidden();
    await expect(bar(page)).toContainText("已选 1 台");
    await expect(page.getByRole("checkbox", { name: "选择 乙", exact: true })).toBeChecked();
    // What was typed stays, and says what it hides of them.
    await search(page).fill("甲");
    await expect(rows(page)).toHaveCount(1);
    await bar(page).getByRole("button", { name: "上次结果", exact: false }).click();
    await progress(page).getByRole("button", { name: "选中未成功的 1 台" }).click();
    await expect(bar(page)).toContainText("已选 0 台，另有 1 台被筛选隐藏");
    await expect(search(page)).toHaveValue("甲");
    await page.getByRole("button", { name: "显示全部" }).click();
    await expect(bar(page)).toContainText("已选 1 台");
    const offline = rows(page).filter({ hasText: "离线" });
    await expect(offline).toHaveCount(1);
    await expect(offline).toContainText("连不上设备。请检查地址、网线和电源");
  } finally {
    await away?.faults.switchOn();
  }

  await bar(page).getByRole("button", { name: "取消选择" }).click();
  await page.getByRole("checkbox", { name: "选择 甲", exact: true }).check();
  await page.getByRole("checkbox", { name: "选择 丙", exact: true }).check();
  await bar(page).getByRole("button", { name: "移除" }).click();
  const asked = page.getByRole("dialog");
  await expect(asked).toContainText("移除选中的 2 台设备？");
  await expect(asked).toContainText("标明设备已移除");
  await asked.getByRole("button", { name: "移除 2 台" }).click();
  await expect(progress(page).getByRole("status")).toHaveText("已完成。 共 2 台，成功 2，失败 0");
  await closeProgress(page);
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page)).toContainText("乙");
});

test("five thousand devices are listed with few rows drawn, searched in pinyin, sorted, and selected in ranges", async ({
  launch,
  dataFolder,
}) => {
  await recordManyDevices(dataFolder, 5_000);
  const { page } = await launch(noCameras);
  await openDevices(page);
  await expect(page.getByText("5000 台设备", { exact: false })).toBeVisible();
  await expect(rows(page).first()).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(80);

  await search(page).fill("wsy");
  await expect(page.getByText("列出 1000 / 5000 台")).toBeVisible();
  await expect(rows(page).first()).toContainText("高城镇·卫生院");
  await search(page).fill("SN100007");
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole("button", { name: "显示全部" }).click();

  const byName = page.getByRole("columnheader", { name: "名称" });
  await byName.click();
  await expect(rows(page).first()).toContainText("常家镇·加油站 4");
  await rows(page)
    .nth(1)
    .click({ modifiers: ["Control"], position: { x: 120, y: 10 } });
  await rows(page)
    .nth(4)
    .click({ modifiers: ["Shift"], position: { x: 120, y: 10 } });
  await expect(bar(page)).toContainText("已选 4 台");
  await selectAll(page).check();
  await expect(bar(page)).toContainText("已选 5000 台");

  // By the keyboard to a row that is not drawn.
  await rows(page).nth(1).getByRole("checkbox").focus();
  await page.keyboard.press("End");
  const last = rows(page).filter({ hasText: "田镇街道·街口 4996" });
  await expect(last.getByRole("checkbox")).toBeFocused();
  await page.keyboard.press("Space");
  await expect(bar(page)).toContainText("已选 4999 台");
});
