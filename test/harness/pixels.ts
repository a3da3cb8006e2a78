import type { Locator } from "@playwright/test";
import { decodeImage } from "./decodedImage";
import { readPictureCode, type PictureCode } from "../simulators/camera/pictureCode";

/** The picture alone: what lies over it (name, badge) would cover the code along its edges. */
const pictureOnly = "[data-position] *:not(video):not(:has(video)) { visibility: hidden !important; }";

/** Where on the screen the picture itself stands: a video element also holds the bars beside it. */
export const pictureBox = (tile: Locator): Promise<{ x: number; y: number; width: number; height: number } | null> =>
  tile.locator("video").evaluate((element) => {
    const video = element as HTMLVideoElement;
    if (video.videoWidth === 0) return null;
    const box = video.getBoundingClientRect();
    const style = getComputedStyle(video);
    if (style.objectFit === "fill") return { x: box.x, y: box.y, width: box.width, height: box.height };
    const scale = Math.min(box.width / video.videoWidth, box.height / video.videoHeight);
    const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
    const [left = 0.5, top = 0.5] = style.objectPosition.split(" ").map((share) => Number.parseFloat(share) / 100);
    return { x: box.x + (box.width - width) * left, y: box.y + (box.height - height) * top, width, height };
  });

/** What a simulated camera has written into its picture, read from the screen as it is shown in `tile`. */
export const readTile = async (tile: Locator): Promise<PictureCode | null> => {
  const clip = await pictureBox(tile);
  if (clip === null) return null;
  const png = await tile.page().screenshot({ clip, style: pictureOnly });
  const { widthPx, heightPx, rgba } = decodeImage(png);
  return readPictureCode(rgba, widthPx, heightPx);
};
