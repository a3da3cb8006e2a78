import { expect, test } from "./fixtures";
import { liveTiles, watchStreet } from "./street";

test("a frozen picture is greyed and stamped while its stream goes on, and is live again by itself", async ({
  launch,
  street,
}) => {
  const { page, camera, tile } = await watchStreet(launch, street);

  await camera.faults.freezePicture(true);
  await expect(tile).toHaveAttribute("data-liveness", "frozen");
  await expect(tile.getByText("此画面停在", { exact: false })).toBeVisible();
  await expect(tile.locator(".tile-picture")).toHaveCSS("filter", /grayscale\(1\)/);
  await expect(liveTiles(page)).toHaveCount(11);

  await camera.faults.freezePicture(false);
  await expect(tile).toHaveAttribute("data-liveness", "live");
});

test("an enlarged tile changes to the main stream with its picture going on, and tells of it on demand", async ({
  launch,
  street,
}) => {
  const { page, tile } = await watchStreet(launch, street);
  await tile.click();
  await tile.evaluate((element) => {
    const said = [element.dataset["liveness"]];
    const watch = new MutationObserver(() => said.push(element.dataset["liveness"]));
    watch.observe(element, { attributeFilter: ["data-liveness"] });
    Object.assign(window, { said });
  });

  await page.keyboard.press("Enter");
  await expect
    .poll(() => tile.locator("video").evaluateAll((all) => all.map((video) => (video as HTMLVideoElement).videoHeight)))
    .toEqual([1080]);
  expect(await page.evaluate(() => Reflect.get(window, "said") as unknown)).toEqual(["live"]);

  await page.keyboard.press("i");
  await expect(tile.locator('[data-fact="video"]')).toHaveText("H264 1920×1080");
  await page.keyboard.press("i");
  await expect(tile.locator('[data-fact="video"]')).toBeHidden();
});
