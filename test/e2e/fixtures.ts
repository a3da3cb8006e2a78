import { test as base } from "@playwright/test";
import { randomBytes } from "node:crypto";
import type { DemonstrationSettings } from "../../app/contract/supervision";
import { readProvided } from "../../native/runtime/provided.mjs";
import { ensureScreen } from "../../native/runtime/screen.mjs";
import { launchConsole, makeDataFolder, removeDataFolder, type Console } from "../harness/console";
import { startCameras, type SimulatedCamera } from "../simulators/camera";

/** Cameras that ask for a password nobody could guess or mistake for something else. */
export interface ProtectedCameras {
  readonly cameras: readonly SimulatedCamera[];
  readonly settings: DemonstrationSettings;
}

/** Starts the program on this test's data folder; it is closed after the test, however that ends. */
export type Launch = (
  demonstration: DemonstrationSettings | null,
  moreArguments?: readonly string[],
) => Promise<Console>;

const cameraCount = 12;
/** Of the first cameras; the rest have none. */
const sounds = ["PCMA", "AAC"] as const;

export const test = base.extend<
  { dataFolder: string; launch: Launch },
  { display: Readonly<Record<string, string>>; street: ProtectedCameras }
>({
  display: [
    async ({}, use) => {
      const screen = await ensureScreen({ widthPx: 1920, heightPx: 1080 });
      await use(screen.env);
      await screen.stop();
    },
    { scope: "worker" },
  ],
  /** Twelve simulated cameras, alive as long as the worker. */
  street: [
    async ({}, use) => {
      const userName = "duty";
      const password = `pw-${randomBytes(12).toString("hex")}`;
      const ffmpegPath = readProvided().ffmpeg.path;
      const cameras = Array.from({ length: cameraCount }, (_, index) => ({
        audio: sounds[index] ?? ("none" as const),
      }));
      const started = await startCameras({ cameras, userName, password, ffmpegPath, discovery: true });
      await use({
        cameras: started.cameras,
        settings: { userName, password, cameraCount, interfaceAddress: "127.0.0.1" },
      });
      await started.stop();
    },
    { scope: "worker", timeout: 300_000 },
  ],
  dataFolder: async ({}, use) => {
    const folder = makeDataFolder();
    await use(folder);
    removeDataFolder(folder);
  },
  launch: async ({ dataFolder, display }, use) => {
    const running = new Set<Console>();
    await use(async (demonstration, moreArguments = []) => {
      const launched = await launchConsole({ dataFolder, demonstration, screen: display, moreArguments });
      running.add(launched);
      launched.application.once("close", () => running.delete(launched));
      return launched;
    });
    for (const launched of running) await launched.close();
  },
});

export { expect } from "@playwright/test";
