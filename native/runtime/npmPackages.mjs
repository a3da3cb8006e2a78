import { readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./childProcess.mjs";
import { repository } from "./places.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * @typedef {{ readonly version?: string, readonly integrity?: string, readonly optional?: boolean,
 *   readonly devOptional?: boolean, readonly peer?: boolean }} LockedPackage
 * @typedef {{ readonly packages?: Readonly<Record<string, LockedPackage>> }} Lock
 */

/**
 * Whether everything the lock wants is there. npm writes what it installed, in the lock's own shape, as the last thing
 * it does; what is optional may be missing (it is for another platform).
 *
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 * @returns {boolean}
 */
export const isInstalled = (wanted, installed) =>
  Object.entries(wanted.packages ?? {}).every(([path, want]) => {
    if (path === "") return true;
    const have = installed.packages?.[path];
    if (have === undefined) return want.optional === true || want.devOptional === true;
    return have.version === want.version && have.integrity === want.integrity;
  });

/**
 * @param {string} file
 * @returns {Lock}
 */
const readLock = (file) => {
  try {
    return /** @type {Lock} */ (JSON.parse(readFileSync(join(repository, file), "utf8")));
  } catch {
    return {};
  }
};

/** No script of a dependency runs; what needs one is provided by the steps that follow. */
const cleanInstall = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/**
 * Installs what package-lock.json names.
 *
 * @param {import("./progress.mjs").Step} step
 * @returns {Promise<void>}
 */
export const provideNpmPackages = async (step) => {
  const wanted = readLock("package-lock.json");
  if (isInstalled(wanted, readLock("node_modules/.package-lock.json"))) {
    step.done("as locked");
    return;
  }
  step.doing("installing, half a minute or more");
  let installed = await run("npm", cleanInstall, { cwd: repository });
  if (installed.code !== 0) {
    // A lock written by npm 11 can look incomplete to npm 10 and older (peers of optional packages are left out of it).
    step.doing("once more, with npm 11");
    installed = await run("npm", ["exec", "--yes", "npm@11", "--", ...cleanInstall], { cwd: repository });
  }
  if (installed.code !== 0)
    throw new CannotHave(
      {
        zh: "npm 依赖包安装失败；请检查网络或 npm 源设置后重试。",
        en: "The npm packages cannot be installed; check the network or npm's registry setting, then try again.",
      },
      installed.stderr,
    );
  step.done("installed");
};
