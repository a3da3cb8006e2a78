import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, repositoryKey } from "./places.mjs";

/**
 * What the set-up has provided on this machine for this clone.
 *
 * @typedef {object} Provided
 * @property {import("./electronRuntime.mjs").ElectronRuntime} electron
 * @property {import("./sqliteAddon.mjs").SqliteAddon} sqliteAddon
 * @property {import("./ffmpegProgram.mjs").FfmpegProgram} ffmpeg
 * @property {import("./account.mjs").Account | null} account Who runs the program; null: who runs us.
 * @property {string} cacheFolder
 * @property {string} programFolder Where the built program stands when it runs.
 */

const folder = join(cacheFolder, "provided");
const file = join(folder, `${repositoryKey}.json`);

/**
 * What the last set-up provided. Throws when there was none: everything that asks is started by an entry of this room,
 * or by someone who can type `npm run setup`.
 *
 * @returns {Provided}
 */
export const readProvided = () => {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new Error("Nothing is provided yet: run `npm run setup` first.");
  }
  return /** @type {Provided} */ (JSON.parse(text));
};

/** @param {Provided} provided */
export const writeProvided = (provided) => {
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, `${JSON.stringify(provided, null, 2)}\n`);
  renameSync(unfinished, file);
};
