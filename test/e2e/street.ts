import type { Locator, Page } from "@playwright/test";
import type { SimulatedCamera } from "../simulators/camera";
import { expect, type Launch, type ProtectedCameras } from "./fixtures";

/** The tile that shows the camera of exactly this name. */
export const tileOf = (page: Page, cameraName: string): Locator =>
  page.getByRole("group", { name: new RegExp(`${cameraName}$`) });

export const liveTiles = (page: Page): Locator => page.locator('[data-liveness="live"]');

/** The program with every camera of the street live on its wall, and one of them to be looked at. */
export const watchStreet = async (
  launch: Launch,
  street: ProtectedCameras,
): Promise<{ readonly page: Page; readonly camera: SimulatedCamera; readonly tile: Locator }> => {
  const { page } = await launch(street.settings);
  const [camera] = street.cameras;
  if (camera === undefined) throw new Error("there is no camera");
  await expect(liveTiles(page)).toHaveCount(street.cameras.length, { timeout: 60_000 });
  return { page, camera, tile: tileOf(page, camera.name) };
};
