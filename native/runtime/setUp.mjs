import { provideAccount } from "./account.mjs";
import { provideDebianPackages } from "./debianPackages.mjs";
import { provideElectron } from "./electronRuntime.mjs";
import { provideFfmpeg } from "./ffmpegProgram.mjs";
import { provideNpmPackages } from "./npmPackages.mjs";
import { cacheFolder, programFolder } from "./places.mjs";
import { createProgress } from "./progress.mjs";
import { writeProvided } from "./provided.mjs";
import { CannotHave, runEntry } from "./sentence.mjs";
import { provideSqliteAddon } from "./sqliteAddon.mjs";

const oldestNode = /** @type {const} */ ([20, 19]);

/**
 * Provides everything a new machine lacks, in this order, each only when it is not there. Throws `CannotHave`.
 *
 * @param {object} parts
 * @param {readonly import("./debianPackages.mjs").Group[]} parts.groups Which system packages, beyond the program's own.
 * @param {(line: string) => void} parts.log Takes each line of progress.
 * @returns {Promise<import("./provided.mjs").Provided>}
 */
export const setUp = async ({ groups, log }) => {
  checkNode();
  // What root caches, the program's account must be able to read.
  process.umask(0o022);
  const { step } = createProgress(log);
  await step("npm packages", provideNpmPackages);
  await step("system packages", (progress) => provideDebianPackages(["program", ...groups], progress));
  const account = await provideAccount();
  const electron = await step("Electron", (progress) => provideElectron(account, progress));
  const sqliteAddon = await step("SQLite addon", (progress) => provideSqliteAddon({ electron, account }, progress));
  const ffmpeg = await step("ffmpeg", (progress) => provideFfmpeg(account, progress));
  const provided = { electron, sqliteAddon, ffmpeg, account, cacheFolder, programFolder };
  writeProvided(provided);
  return provided;
};

const checkNode = () => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  const oldest = oldestNode.join(".");
  throw new CannotHave({
    zh: `需要 Node ${oldest} 或更新版本，当前为 ${process.versions.node}。`,
    en: `Node ${oldest} or newer is needed; this is ${process.versions.node}.`,
  });
};

if (process.argv[1] === import.meta.filename)
  await runEntry(async () => {
    await setUp({ groups: ["test", "bench"], log: console.log });
    return 0;
  });
