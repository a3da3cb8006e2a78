import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { programCommand } from "../../native/runtime/launch.mjs";
import { readProvided } from "../../native/runtime/provided.mjs";
import { ensureScreen } from "../../native/runtime/screen.mjs";
import { launchConsole, makeDataFolder, removeDataFolder } from "../harness/console";
import { startCameras } from "./camera";

/**
 * What `npm start` runs once everything is provided.
 *
 *     npm start              twelve simulated cameras beside the console, on a scratch data folder
 *     npm start -- --once    the same, but ends when all tiles are live (exit 0) or after a minute (exit 1)
 *     npm start -- --real    the console alone, on the user's own data folder
 */
const cameraCount = 12;
const allLiveTimeoutMs = 90_000;

const wanted = new Set(process.argv.slice(2));

/** Resolves at the first interrupt. */
const interrupted = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      resolve();
    });
});

const runReal = async (): Promise<number> => {
  const screen = await ensureScreen({ widthPx: 1920, heightPx: 1080 });
  const { command, args, env } = programCommand({ provided: readProvided(), programArguments: [], screen: screen.env });
  const program = spawn(command, args, { env, stdio: "inherit" });
  void interrupted.then(() => program.kill("SIGTERM"));
  const code = await new Promise<number>((resolve) => {
    program.once("exit", (exitCode) => {
      resolve(exitCode ?? 1);
    });
  });
  await screen.stop();
  return code;
};

const runDemonstration = async (): Promise<number> => {
  const provided = readProvided();
  const once = wanted.has("--once");
  const userName = "demonstration";
  const password = randomBytes(12).toString("base64url");
  console.log(`starting ${String(cameraCount)} simulated cameras (their clips are drawn at the first start) …`);
  const cameras = await startCameras({
    cameras: cameraCount,
    userName,
    password,
    ffmpegPath: provided.ffmpeg.path,
    discovery: true,
  });
  const screen = await ensureScreen({ widthPx: 1920, heightPx: 1080 });
  const dataFolder = makeDataFolder();
  try {
    const { page, close, application } = await launchConsole({
      dataFolder,
      screen: screen.env,
      demonstration: { userName, password, cameraCount, interfaceAddress: "127.0.0.1" },
    });
    const closedByUser = new Promise<void>((resolve) =>
      application.once("close", () => {
        resolve();
      }),
    );
    const live = page.locator('[data-liveness="live"]');
    const allLive = await live
      .nth(cameraCount - 1)
      .waitFor({ timeout: allLiveTimeoutMs })
      .then(() => true)
      .catch(() => false);
    const names = await live.evaluateAll((tiles) => tiles.map((tile) => tile.getAttribute("aria-label") ?? ""));
    await page.screenshot({ path: join(process.cwd(), "demo.png") });
    console.log(`${String(names.length)}/${String(cameraCount)} live: ${names.join(", ")} (demo.png)`);
    if (!once) await Promise.race([interrupted, closedByUser]);
    await close();
    return allLive ? 0 : 1;
  } finally {
    await cameras.stop();
    await screen.stop();
    removeDataFolder(dataFolder);
  }
};

process.exitCode = await (wanted.has("--real") ? runReal() : runDemonstration());
