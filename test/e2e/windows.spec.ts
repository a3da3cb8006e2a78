import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { noCameras } from "./deviceForms";
import { expect, test } from "./fixtures";

test("each wall has its window again at the next start, and none is where its monitor was taken away", async ({
  launch,
  dataFolder,
}) => {
  const first = await launch(noCameras);
  await expect(first.page.getByText("墙 1", { exact: true })).toBeVisible();
  const opened = first.application.waitForEvent("window");
  await first.page.getByRole("button", { name: "再开一面墙" }).click();
  await expect((await opened).getByText("墙 2", { exact: true })).toBeVisible();
  await first.close();

  // The monitor to the right of the only one there is: as after it was unplugged.
  const file = join(dataFolder, "windows.json");
  const places = JSON.parse(readFileSync(file, "utf8")) as { wallName: string; bounds: { x: number } }[];
  expect(places.map(({ wallName }) => wallName)).toEqual(["wall-1", "wall-2"]);
  for (const { bounds } of places) bounds.x += 4_000;
  writeFileSync(file, JSON.stringify(places));

  const second = await launch(noCameras);
  await expect.poll(() => second.application.windows().length).toBe(2);
  for (const page of second.application.windows()) {
    await expect(page.getByText("还没有摄像机").first()).toBeVisible();
    expect(await page.evaluate("screenX >= 0 && screenX < screen.width - 100")).toBe(true);
  }
});
