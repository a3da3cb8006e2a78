import { accessSync, chmodSync, constants, copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { asAccount, isRoot } from "./account.mjs";
import { attemptDaily } from "./attempts.mjs";
import { run } from "./childProcess.mjs";
import { provideCommands } from "./debianPackages.mjs";
import { cacheFolder, makeWhole, repository } from "./places.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * @typedef {import("./account.mjs").Account} Account
 * @typedef {import("./progress.mjs").Step} Step
 *
 * @typedef {object} FfmpegProgram
 * @property {string} path
 * @property {string} version As it says itself, e.g. `6.1.1-static`.
 * @property {string} route How it was had.
 */

const packageFolder = join(repository, "node_modules/ffmpeg-static");
const downloadTimeoutMs = 10 * 60 * 1000;
const probeTimeoutMs = 20_000;

/**
 * The ffmpeg to run, the first that can be had and runs: `FFMPEG_BIN`; ffmpeg-static's download; the system's.
 *
 * @param {Account | null} account Who will run it.
 * @param {Step} step
 * @returns {Promise<FfmpegProgram>}
 */
export const provideFfmpeg = async (account, step) => {
  for (const { route, provide } of routes) {
    const path = await provide(step);
    if (path === null) continue;
    const version = await probe(path, account);
    if (version !== null) {
      step.done(`${version} (${route})`);
      return { path, version, route };
    }
    step.doing(`${path} does not run, another way`);
  }
  throw new CannotHave({
    zh: "无法获得可运行的 ffmpeg；请安装 ffmpeg，或将 FFMPEG_BIN 设为其路径。",
    en: "No ffmpeg that runs can be had; install ffmpeg, or set FFMPEG_BIN to its path.",
  });
};

/** @type {readonly { readonly route: string, readonly provide: (step: Step) => Promise<string | null> }[]} */
const routes = [
  {
    route: "FFMPEG_BIN",
    provide: () => {
      const path = process.env["FFMPEG_BIN"];
      return Promise.resolve(path === undefined || path === "" ? null : resolve(path));
    },
  },
  { route: "ffmpeg-static", provide: (step) => provideStatic(step) },
  { route: "the system's", provide: (step) => provideFromSystem(step) },
];

/**
 * @param {Step} step
 * @returns {Promise<string | null>}
 */
const provideStatic = async (step) => {
  const packageJson = readFileSync(join(packageFolder, "package.json"), "utf8");
  const { version } = /** @type {{ version: string }} */ (JSON.parse(packageJson));
  const path = join(packageFolder, process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg");
  if (!isExecutable(path))
    await attemptDaily(`ffmpeg-static-${version}`, async () => {
      step.doing("downloading");
      // Its installer takes a download that broke off for a whole one; it makes only a whole one executable.
      rmSync(path, { force: true });
      const env = { ...process.env };
      delete env["FFMPEG_BIN"];
      const command = [join(packageFolder, "install.js")];
      return (await run(process.execPath, command, { env, timeoutMs: downloadTimeoutMs })).code === 0;
    });
  if (!isExecutable(path)) return null;
  if (!isRoot()) return path;
  const readable = join(cacheFolder, "ffmpeg", version);
  if (!existsSync(readable))
    await makeWhole(readable, (folder) => {
      copyFileSync(path, join(folder, "ffmpeg"));
      chmodSync(join(folder, "ffmpeg"), 0o755);
      return Promise.resolve();
    });
  return join(readable, "ffmpeg");
};

/** @param {string} path */
const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * @param {Step} step
 * @returns {Promise<string | null>}
 */
const provideFromSystem = async (step) => {
  const find = async () => (await run("sh", ["-c", "command -v ffmpeg"])).stdout.trim();
  if ((await find()) === "") await provideCommands(["ffmpeg"], step);
  const path = await find();
  return path === "" ? null : path;
};

/**
 * @param {string} path
 * @param {Account | null} account
 * @returns {Promise<string | null>} its version; null when it does not run
 */
const probe = async (path, account) => {
  const [command, ...args] = asAccount(account, [path, "-hide_banner", "-version"]);
  const { stdout } = await run(command, args, { cwd: "/", timeoutMs: probeTimeoutMs });
  return /^ffmpeg version (\S+)/.exec(stdout)?.[1] ?? null;
};
