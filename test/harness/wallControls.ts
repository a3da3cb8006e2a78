import type { Locator, Page } from "@playwright/test";

/** Chooses a grid in the top bar by its name: `16 画面`. */
export const chooseGrid = async (page: Page, name: string): Promise<void> => {
  await page.getByRole("button", { name: /^分屏：/ }).click();
  await page.getByRole("group", { name: "分屏" }).getByRole("button", { name, exact: true }).click();
};

/** The tile at a position, from 1, as a person counts. */
export const tileAt = (page: Page, number: number): Locator =>
  page.getByRole("region", { name: "监视墙" }).locator(`[data-position="${String(number - 1)}"]`);
