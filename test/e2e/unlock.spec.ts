import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** As on a machine without a keyring, whatever this one has. */
const plainTextKeyStore = ["--password-store=basic"];
const passphrase = "雨后的高青 2026";

const openWith = async (page: Page, typed: string): Promise<void> => {
  await page.getByLabel("口令").fill(typed);
  await page.getByRole("button", { name: "打开" }).click();
};

test("without a key store a passphrase is set, asked for at the next start, and nothing else opens the database", async ({
  launch,
  dataFolder,
}) => {
  const first = await launch(null, plainTextKeyStore);
  await expect(first.page.getByRole("heading", { name: "设定开机口令" })).toBeVisible();
  expect(existsSync(join(dataFolder, "zhishou.db"))).toBe(false);
  await first.page.getByLabel("口令").fill(passphrase);
  await first.page.getByLabel("再输入一次").fill("something else");
  await first.page.getByRole("button", { name: "设定并打开" }).click();
  await expect(first.page.getByText("两次输入不一致")).toBeVisible();
  await first.page.getByLabel("再输入一次").fill(passphrase);
  await first.page.getByRole("button", { name: "设定并打开" }).click();
  await expect(first.page.getByText("还没有摄像机").first()).toBeVisible();
  await first.close();

  const second = await launch(null, plainTextKeyStore);
  await expect(second.page.getByRole("heading", { name: "输入开机口令" })).toBeVisible();
  await openWith(second.page, "not the passphrase");
  await expect(second.page.getByText("口令不对", { exact: false })).toBeVisible();
  await openWith(second.page, passphrase);
  await expect(second.page.getByText("还没有摄像机").first()).toBeVisible();
});

test("a damaged database is put aside, said so, and replaced only by what a person chooses", async ({
  launch,
  dataFolder,
  street,
}) => {
  const settings = { ...street.settings, cameraCount: 0 };
  const first = await launch(settings);
  await expect(first.page.getByText("还没有摄像机").first()).toBeVisible();
  await first.close();
  writeFileSync(join(dataFolder, "zhishou.db"), "no longer a database");

  const second = await launch(settings);
  await expect(second.page.getByRole("heading", { name: "数据库无法使用" })).toBeVisible();
  await expect(second.page.getByText("没有找到可用的备份")).toBeVisible();
  expect(readdirSync(dataFolder).filter((name) => name.startsWith("zhishou.db.damaged-"))).not.toEqual([]);
  await second.page.getByRole("button", { name: "从空数据库开始" }).click();
  await second.page.getByRole("tooltip").getByRole("button", { name: "从空数据库开始" }).click();
  await expect(second.page.getByText("还没有摄像机").first()).toBeVisible();
});
