import type { Locator, Page } from "@playwright/test";

/** Chooses a grid in the top bar by its name: `16 画面`. */
export const chooseGrid = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name: /^分屏：/ }).click();
  await page.getByRole("group", { name: "分屏" }).getByRole("button", { name, exact: true }).click();
};

/** Saves what the wall shows as a new view, in no folder. */
export const saveView = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name: /^视图：/ }).click();
  await page.getByRole("button", { name: "另存为新视图…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("视图名称").fill(name);
  await dialog.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByRole("button", { name: `视图：${name}`, exact: true }).waitFor();
  await dialog.waitFor({ state: "detached" });
};

/** The tile at a position, from 1, as a person counts. */
export const tileAt = (page: Page, number: number): Locator =>
  page.getByRole("region", { name: "监视墙" }).locator(`[data-position="${String(number - 1)}"]`);
