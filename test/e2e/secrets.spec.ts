import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { allProcesses } from "../harness/processes";
import { expect, test } from "./fixtures";

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test("a camera's password is nowhere to be seen while its picture is shown", async ({ launch, street, dataFolder }) => {
  const { password } = street.settings;
  const { page, output } = await launch(street.settings);
  await expect(page.locator('[data-liveness="live"]')).toHaveCount(12, { timeout: 60_000 });

  const decoders = allProcesses().filter(({ commandLine }) => /ffmpeg.*rtsp:\/\//.test(commandLine));
  expect(decoders.length).toBeGreaterThanOrEqual(12);
  const telling = allProcesses().filter((one) => (one.commandLine + one.environment).includes(password));
  expect(telling.map(({ pid, commandLine }) => ({ pid, commandLine }))).toEqual([]);

  expect(output()).not.toContain(password);
  const written = filesBelow(dataFolder).filter((file) => readFileSync(file, "latin1").includes(password));
  // The settings that `npm start` writes for a demonstration are where the password comes from.
  expect(written).toEqual([join(dataFolder, "demonstration.json")]);

  // Everything the page holds: its store, its URLs, its text.
  const session = await page.context().newCDPSession(page);
  let heap = "";
  session.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => {
    heap += chunk;
  });
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  expect(heap.length).toBeGreaterThan(1_000_000);
  // The records are in it, so the password would be too if the page had ever held it.
  expect(heap.includes("SIM-1080")).toBe(true);
  expect(heap.includes(password)).toBe(false);
  const urls = await page.evaluate(() => performance.getEntriesByType("resource").map((entry) => entry.name));
  expect(urls.filter((url) => /rtsp|@/.test(url))).toEqual([]);
});
