import type { Locator, Page } from "@playwright/test";
import { tileAt } from "../harness/wallControls";
import { expect, test } from "./fixtures";
import { savedIn, savedNames } from "./savedPictures";
import { liveTiles } from "./street";

/** Has every video say from now on that half of its frames came too late, as on a machine that is short; or no more. */
const loseFrames = (page: Page, losing: boolean): Promise<void> =>
  page.evaluate(`(() => {
    const video = HTMLVideoElement.prototype;
    window.__quality ??= video.getVideoPlaybackQuality;
    video.getVideoPlaybackQuality = ${String(losing)}
      ? function () {
          const { totalVideoFrames } = window.__quality.call(this);
          return { totalVideoFrames, droppedVideoFrames: Math.floor(totalVideoFrames / 2) };
        }
      : window.__quality;
  })()`);

const boxOf = async (locator: Locator) => {
  const box = await locator.boundingBox();
  if (box === null) throw new Error("it is not on the screen");
  return box;
};

interface ShownPicture {
  readonly widthPx: number;
  readonly heightPx: number;
  /** How far its lower edge lies below that of the tile, CSS px; less than nothing: black is seen there. */
  readonly coveredBelowPx: number;
}

/** The picture that is seen of a tile, as it is zoomed and fitted. */
const shownOn = (tile: Locator): Promise<ShownPicture> =>
  tile.evaluate((element) => {
    const canvas = [...element.querySelectorAll("canvas")].findLast(({ hidden, width }) => !hidden && width > 0);
    const root = canvas?.parentElement;
    if (canvas === undefined || root === null || root === undefined) throw new Error("no picture is seen");
    const { a: factor, f: down } = new DOMMatrix(getComputedStyle(root).transform);
    const { clientWidth, clientHeight } = element;
    const heightShown = canvas.height * Math.min(clientWidth / canvas.width, clientHeight / canvas.height);
    return {
      widthPx: canvas.width,
      heightPx: canvas.height,
      coveredBelowPx: down + factor * heightShown - clientHeight,
    };
  });

test("a machine that is short: what is lowered is counted apart, and can be zoomed into and saved", async ({
  launch,
  street,
}) => {
  const { page, dataFolder } = await launch(street.settings);
  await expect(liveTiles(page)).toHaveCount(12, { timeout: 60_000 });
  for (let number = 12; number > 2; number -= 1) {
    await tileAt(page, number).focus();
    await page.keyboard.press("Delete");
  }
  // What somebody works in is lowered last: the other one goes first. It is smaller than its camera's picture.
  await tileAt(page, 1).focus();
  const tile = tileAt(page, 2);
  const mark = tile.getByRole("button", { name: /电子放大 .* 倍/ });
  const count = page.getByRole("status").filter({ hasText: /^实时/ });
  await expect(count).toHaveText("实时 2/2");

  /** The tile can be zoomed into without a black edge, and what is saved of it is the camera's whole picture. */
  const expectZoomAndSnapshot = async (saved: number): Promise<void> => {
    const { x, y, width, height } = await boxOf(tile);
    await page.mouse.move(x + width / 2, y + height - 4);
    await page.mouse.wheel(0, -600);
    await expect(mark).toHaveText("2.0×");
    const shown = await shownOn(tile);
    expect(shown.coveredBelowPx).toBeGreaterThan(-1);
    expect([shown.widthPx, shown.heightPx]).toEqual([640, 360]);
    await tile.getByRole("button", { name: "抓图" }).click();
    await expect.poll(() => savedNames(dataFolder).length).toBe(saved);
    const picture = savedIn(dataFolder).at(-1);
    expect([picture?.widthPx, picture?.heightPx]).toEqual([640, 360]);
    // White with black words along the upper edge: it is not live.
    expect(picture?.brightnessAt(0.003)).toBeGreaterThan(200);
    await page.mouse.wheel(0, 600);
    await expect(mark).toHaveCount(0);
  };

  for (const [index, kind] of ["keyFrames", "snapshot"].entries()) {
    await loseFrames(page, true);
    await expect(tile).toHaveAttribute("data-liveness", kind, { timeout: 60_000 });
    await loseFrames(page, false);
    await expect(count).toHaveText("实时 1/2 · 降级 1");
    await expectZoomAndSnapshot(index + 1);
    await expect(tile).toHaveAttribute("data-liveness", kind);
  }
});
