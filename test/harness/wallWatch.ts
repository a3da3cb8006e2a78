import type { Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { liveClockMs } from "../simulators/camera/liveTrack";
import type { DecodedPictures, LivenessChange, Sighting, WantedPicture } from "./page/pictureWatch";

/**
 * What a page's tiles show and say. All times are of the simulated cameras' clock ({@link liveClockMs}): the page's are
 * converted.
 */
export interface WallWatch {
  see(positions: readonly number[]): Promise<readonly Sighting[]>;
  /** When each tile showed what is wanted of it; null for one that did not in `timeoutMs`. */
  await(wanted: readonly WantedPicture[], timeoutMs: number): Promise<readonly (number | null)[]>;
  drop(cameraIds: readonly { readonly position: number; readonly cameraId: string }[]): Promise<number>;
  decoded(): Promise<readonly DecodedPictures[]>;
  /** What tiles have said since `sinceMs`, oldest first. */
  changes(sinceMs: number): Promise<readonly LivenessChange[]>;
  picturesAlone(alone: boolean): Promise<void>;
  /** Both clocks are compared again: over hours they move apart. */
  synchronise(): Promise<void>;
}

const exchanges = 10;

/** The page's clock minus ours, by the quickest of some exchanges: half of its time is how wrong this may be. */
const clockOffsetMs = async (page: Page): Promise<number> => {
  let best = { tookMs: Number.POSITIVE_INFINITY, offsetMs: 0 };
  for (let exchange = 0; exchange < exchanges; exchange += 1) {
    const askedAtMs = liveClockMs();
    const pageMs = await page.evaluate(() => window.pictureWatch.nowMs());
    const tookMs = liveClockMs() - askedAtMs;
    if (tookMs < best.tookMs) best = { tookMs, offsetMs: pageMs - (askedAtMs + tookMs / 2) };
  }
  return best.offsetMs;
};

/** The page's half as one script. */
const pageScript = async (): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL("page/pictureWatch.ts", import.meta.url)), formats: ["iife"], name: "_" },
    },
  });
  const bundle = Array.isArray(built) ? built[0] : built;
  if (bundle === undefined || !("output" in bundle)) throw new Error("the page's half was not built");
  return `(() => { ${bundle.output[0].code} })()`;
};

/** Begins to watch a page that shows the wall. */
export const watchWall = async (page: Page): Promise<WallWatch> => {
  await page.evaluate(await pageScript());
  let offsetMs = await clockOffsetMs(page);
  return {
    see: async (positions) => {
      const seen = await page.evaluate((all) => window.pictureWatch.see(all), positions);
      return seen.map((sighting) => ({ ...sighting, shownAtMs: sighting.shownAtMs - offsetMs }));
    },
    await: async (wanted, timeoutMs) => {
      // The clip time in a picture is of the cameras' clock: shift what it is compared with.
      const shown = await page.evaluate(([all, limitMs, aheadMs]) => window.pictureWatch.await(all, limitMs, aheadMs), [
        wanted,
        timeoutMs,
        offsetMs,
      ] as const);
      return shown.map((atMs) => (atMs === null ? null : atMs - offsetMs));
    },
    drop: async (cameraIds) => (await page.evaluate((all) => window.pictureWatch.drop(all), cameraIds)) - offsetMs,
    decoded: () => page.evaluate(() => window.pictureWatch.decoded()),
    changes: async (sinceMs) => {
      const changes = await page.evaluate(() => window.pictureWatch.changes());
      return changes
        .map((change) => ({ ...change, atMs: change.atMs - offsetMs }))
        .filter(({ atMs }) => atMs >= sinceMs);
    },
    picturesAlone: (alone) =>
      page.evaluate((on) => {
        window.pictureWatch.picturesAlone(on);
      }, alone),
    synchronise: async () => {
      offsetMs = await clockOffsetMs(page);
    },
  };
};
