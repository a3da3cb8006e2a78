import type { Locator, Page } from "@playwright/test";
import type { DemonstrationSettings } from "../../app/contract/supervision";

/** A program that adds no camera of its own accord. */
export const noCameras: DemonstrationSettings = {
  userName: "",
  password: "",
  cameraCount: 0,
  interfaceAddress: "127.0.0.1",
};

export const openDevices = async (page: Page): Promise<void> => {
  await page.getByTitle("设备", { exact: true }).click();
};

export const openWall = async (page: Page): Promise<void> => {
  await page.getByTitle("监视墙", { exact: true }).click();
};

/** The open dialog that adds a device. */
export const openAdding = async (page: Page): Promise<Locator> => {
  await openDevices(page);
  await page.getByRole("button", { name: "添加设备" }).first().click();
  return page.getByRole("dialog");
};

/** The open dialog that changes a device. */
export const openChanging = async (page: Page, deviceName: string): Promise<Locator> => {
  await openDevices(page);
  await page.getByRole("button", { name: `修改 ${deviceName}`, exact: true }).click();
  return page.getByRole("dialog");
};

/** Fills fields by their labels and presses the dialog's button. */
export const fillIn = async (
  dialog: Locator,
  fields: Readonly<Record<string, string>>,
  button: "添加" | "保存" = "添加",
): Promise<void> => {
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label, { exact: true }).fill(value);
  await dialog.getByRole("button", { name: button, exact: true }).click();
};

/** Puts a camera of the list on the wall. */
export const showOnWall = async (page: Page, cameraName: string): Promise<void> => {
  await openWall(page);
  await page.getByText(cameraName).first().dblclick();
};
