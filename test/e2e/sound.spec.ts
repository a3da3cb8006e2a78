import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** The tile that shows the camera of exactly this name. */
const tileOf = (page: Page, cameraName: string): Locator =>
  page.getByRole("group", { name: new RegExp(`${cameraName}$`) });

/** Hears what goes to the loudspeaker, from now on: an ear of the test's own beside it. */
const lendAnEar = async (page: Page): Promise<void> => {
  await page.evaluate(`{
    const connect = AudioNode.prototype.connect;
    AudioNode.prototype.connect = function (target, ...rest) {
      if (target instanceof AudioDestinationNode) {
        const ear = new AnalyserNode(this.context, { fftSize: 4096, smoothingTimeConstant: 0 });
        connect.call(this, ear);
        window.ear = ear;
      }
      return connect.call(this, target, ...rest);
    };
  }`);
};

/** The loudest tone that is heard now, Hz; 0 in silence. */
const toneHeard = (page: Page): Promise<number> =>
  page.evaluate(`(() => {
    const ear = window.ear;
    if (ear === undefined || ear.context.state !== "running") return 0;
    const levels = new Float32Array(ear.frequencyBinCount);
    ear.getFloatFrequencyData(levels);
    const loudest = levels.reduce((best, level, bin) => (level > levels[best] ? bin : best), 0);
    return levels[loudest] < -60 ? 0 : (loudest * ear.context.sampleRate) / ear.fftSize;
  })()`);

/** The simulated cameras' tone of 440 Hz, as near as the ear tells tones apart. */
const expectTone = async (page: Page): Promise<void> => {
  await expect.poll(async () => Math.abs((await toneHeard(page)) - 440)).toBeLessThan(10);
};

test("the chosen tile is heard when it is asked for, and falls silent with the key, another tile or none", async ({
  launch,
  street,
}) => {
  const { page } = await launch(street.settings);
  const [first, second, third] = street.cameras;
  if (first === undefined || second === undefined || third === undefined) throw new Error("there are no cameras");
  await expect(page.locator('[data-liveness="live"]')).toHaveCount(12, { timeout: 60_000 });
  await lendAnEar(page);
  const tile = tileOf(page, first.name);
  const neighbour = tileOf(page, second.name);

  await tile.click();
  await expect(tile.getByText("静音")).toBeVisible();
  await tile.evaluate((element) => {
    const said = [element.dataset["liveness"]];
    const watch = new MutationObserver(() => said.push(element.dataset["liveness"]));
    watch.observe(element, { attributeFilter: ["data-liveness"] });
    Object.assign(window, { said });
  });
  await tile.getByRole("button", { name: "打开声音" }).click();
  await expect(tile.getByText("监听中")).toBeVisible();
  await expectTone(page);
  // Turned down it is silent, and still listened to.
  const volume = tile.getByRole("slider", { name: "音量" });
  await volume.press("Home");
  await expect.poll(() => toneHeard(page)).toBe(0);
  await expect(tile.getByText("监听中")).toBeVisible();
  await volume.press("End");
  await expectTone(page);

  await page.keyboard.press("m");
  await expect(tile.getByText("静音")).toBeVisible();
  await expect.poll(() => first.rtspLoad().playing).toBe(1);
  expect(await toneHeard(page)).toBe(0);

  await page.keyboard.press("m");
  await expect(tile.getByText("监听中")).toBeVisible();
  await neighbour.click();
  await expect(page.getByText("监听中")).toBeHidden();
  await expect.poll(() => first.rtspLoad().playing).toBe(1);
  // The picture never noticed.
  expect(await page.evaluate(() => Reflect.get(window, "said") as unknown)).toEqual(["live"]);

  await neighbour.getByRole("button", { name: "打开声音" }).click();
  await expect(neighbour.getByText("监听中")).toBeVisible();
  await expectTone(page);

  const silent = tileOf(page, third.name);
  await silent.click();
  await expect(silent.getByText("无音频")).toBeVisible();
  await expect(page.getByRole("button", { name: /声音$/ })).toBeHidden();
  await expect.poll(() => second.rtspLoad().playing).toBe(1);
});

test("sound that breaks off says so and is heard again by itself", async ({ launch, street }) => {
  const { page } = await launch(street.settings);
  const [camera] = street.cameras;
  if (camera === undefined) throw new Error("there is no camera");
  await expect(page.locator('[data-liveness="live"]')).toHaveCount(12, { timeout: 60_000 });
  await lendAnEar(page);
  const tile = tileOf(page, camera.name);
  await tile.click();
  await tile.getByRole("button", { name: "打开声音" }).click();
  await expectTone(page);

  await camera.faults.switchOff();
  await expect(tile.getByText("声音中断，正在恢复")).toBeVisible();
  await camera.faults.switchOn();
  await expect(tile.getByText("监听中")).toBeVisible();
  await expectTone(page);
});
