import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { asAccount, isRoot } from "./account.mjs";
import { run } from "./childProcess.mjs";
import { provideCommands } from "./debianPackages.mjs";
import { cacheFolder, makeWhole, repository } from "./places.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * @typedef {import("./account.mjs").Account} Account
 * @typedef {import("./progress.mjs").Step} Step
 *
 * @typedef {object} SqliteAddon
 * @property {string} forElectron Path to give as `nativeBinding` in Electron.
 * @property {string} forNode The same for the Node that runs the tests.
 */

const packageName = "better-sqlite3-multiple-ciphers";
const packageFolder = join(repository, "node_modules", packageName);

/** What the addons inside the npm package need; on less they crash as they load. */
const prebuiltNodeApi = 10;

/** Lets Node-API 9 answer what the addon asks of 10, in its experimental form. */
const experimentalNodeApi = "-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT";

/**
 * Which addon a runtime takes.
 *
 * @param {{ readonly nodeApi: number, readonly hasPrebuilt: boolean }} runtime
 * @returns {"prebuilt" | "compiled"}
 */
export const chooseAddon = ({ nodeApi, hasPrebuilt }) =>
  hasPrebuilt && nodeApi >= prebuiltNodeApi ? "prebuilt" : "compiled";

/** Two C libraries, two prebuilt files. */
const isMusl = () => {
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return process.platform === "linux" && header.glibcVersionRuntime === undefined;
};

/**
 * The addon for Electron and for the Node of the tests, compiled where the prebuilt one would crash. One compiled file
 * serves both.
 *
 * @param {{ readonly electron: import("./electronRuntime.mjs").ElectronRuntime, readonly account: Account | null }} parts
 * @param {Step} step
 * @returns {Promise<SqliteAddon>}
 */
export const provideSqliteAddon = async ({ electron, account }, step) => {
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"))
  );
  const target = `${isMusl() ? "linuxmusl" : process.platform}-${process.arch}`;
  const prebuilt = join(packageFolder, "prebuilds", `${target}.node`);
  const hasPrebuilt = existsSync(prebuilt);
  const forElectron = chooseAddon({ nodeApi: electron.nodeApi, hasPrebuilt });
  const forNode = chooseAddon({ nodeApi: Number(process.versions["napi"]), hasPrebuilt });

  const files = {
    prebuilt,
    compiled: join(cacheFolder, "sqlite", `${version}-experimental-${target}`, "better_sqlite3.node"),
  };
  if ([forElectron, forNode].includes("compiled") && !existsSync(files.compiled)) {
    await provideCommands(["python3", "make", "g++"], step);
    step.doing("compiling it for this Node-API, a minute and a half");
    await makeWhole(dirname(files.compiled), async (folder) => {
      await checkLoads(await compile(folder), electron, account);
    });
  }
  if (forElectron === "prebuilt" && isRoot()) {
    const readable = join(cacheFolder, "sqlite", `${version}-prebuilt-${target}`, "better_sqlite3.node");
    if (!existsSync(readable))
      await makeWhole(dirname(readable), (folder) => {
        cpSync(prebuilt, join(folder, "better_sqlite3.node"));
        return Promise.resolve();
      });
    files.prebuilt = readable;
  }
  step.done(`${version}, ${forElectron} for Electron, ${forNode} for Node`);
  return { forElectron: files[forElectron], forNode: files[forNode] };
};

/**
 * Compiles a copy, so that node_modules stays as npm left it.
 *
 * @param {string} folder
 * @returns {Promise<string>} the addon, in that folder
 */
const compile = async (folder) => {
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  for (const name of [packageName, "node-addon-api"])
    cpSync(join(repository, "node_modules", name), join(modules, name), {
      recursive: true,
      filter: (path) => !path.endsWith("prebuilds"),
    });
  const built = await run(
    process.execPath,
    [
      join(repository, "node_modules/node-gyp/bin/node-gyp.js"),
      "rebuild",
      "--release",
      "--force_build=1",
      ...headersOption(),
    ],
    { cwd: join(modules, packageName), env: { ...process.env, CXXFLAGS: experimentalNodeApi } },
  );
  if (built.code !== 0) throw cannotCompile(built.stdout + built.stderr);
  const addon = join(folder, "better_sqlite3.node");
  cpSync(join(modules, packageName, "build/Release/better_sqlite3.node"), addon);
  rmSync(modules, { recursive: true });
  return addon;
};

/** This Node's headers where a package may have laid them; else node-gyp fetches them. */
const headersOption = () => {
  const prefix = [dirname(dirname(process.execPath)), "/usr"].find(hasOurHeaders);
  return prefix === undefined ? [] : [`--nodedir=${prefix}`];
};

/** @param {string} prefix */
const hasOurHeaders = (prefix) => {
  const file = join(prefix, "include/node/node_version.h");
  const major = /^v(\d+)/.exec(process.version)?.[1] ?? "";
  return existsSync(file) && new RegExp(`#define NODE_MAJOR_VERSION ${major}\\b`).test(readFileSync(file, "utf8"));
};

/**
 * @param {string} file
 * @param {import("./electronRuntime.mjs").ElectronRuntime} electron
 * @param {Account | null} account
 */
const checkLoads = async (file, electron, account) => {
  const script = ["-e", `require(${JSON.stringify(file)})`];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
  for (const [command, ...args] of [asAccount(account, [electron.path, ...script]), [process.execPath, ...script]]) {
    const loaded = await run(/** @type {string} */ (command), args, { cwd: "/", env, timeoutMs: 20_000 });
    if (loaded.code !== 0) throw cannotCompile(loaded.stderr);
  }
};

/** @param {string} detail */
const cannotCompile = (detail) =>
  new CannotHave(
    {
      zh: "SQLite 加密扩展编译失败；需要 Python 3、make 和支持 C++20 的编译器，也可改用 Node 22 或更新版本与新版 Electron。",
      en: "The SQLite addon cannot be compiled; it needs Python 3, make and a C++20 compiler, or else a newer Node (22) and Electron.",
    },
    detail,
  );
