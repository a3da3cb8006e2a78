import type { ElectronApplication, Locator } from "@playwright/test";
import { readPictureCode, type PictureCode } from "../simulators/camera/pictureCode";

/** The picture alone: what lies over it (name, badge) would cover the code along its edges. */
const pictureOnly = "[data-position] *:not(video):not(:has(video)) { visibility: hidden !important; }";

/** What a simulated camera has written into its picture, read from the screen as it is shown in `tile`. */
export const readTile = async (application: ElectronApplication, tile: Locator): Promise<PictureCode | null> => {
  const png = await tile.locator("video").screenshot({ style: pictureOnly });
  const { widthPx, heightPx, bgraBase64 } = await application.evaluate(({ nativeImage }, pngBase64) => {
    const image = nativeImage.createFromBuffer(Buffer.from(pngBase64, "base64"));
    const { width, height } = image.getSize();
    return { widthPx: width, heightPx: height, bgraBase64: image.toBitmap().toString("base64") };
  }, png.toString("base64"));
  // The code is black and white: the order of the colours does not matter.
  return readPictureCode(new Uint8Array(Buffer.from(bgraBase64, "base64")), widthPx, heightPx);
};
