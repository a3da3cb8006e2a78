import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { hashContents, listFiles } from "./contentHash.mjs";
import { makeWhole, repository } from "./places.mjs";

/** All that the built program reads. Its dependencies are bundled. */
const parts = ["package.json", "out", "resources"];

const stamp = ".staged";

/**
 * Lays the built program where its account can read it, when it has changed since; nothing to do where it runs in place.
 *
 * @param {import("./provided.mjs").Provided} provided
 * @returns {Promise<boolean>} whether it was copied
 */
export const stageProgram = ({ programFolder }) =>
  programFolder === repository ? Promise.resolve(false) : copyWhenChanged(repository, programFolder);

/**
 * @param {string} source
 * @param {string} target Replaced as a whole.
 * @returns {Promise<boolean>} whether it was copied
 */
export const copyWhenChanged = async (source, target) => {
  const hash = hashContents(source, parts);
  if (readStamp(target) === hash) return false;
  const fresh = `${target}.${hash.slice(0, 16)}`;
  await makeWhole(fresh, (folder) => {
    for (const file of parts.flatMap((part) => listFiles(join(source, part)))) {
      const copy = join(folder, relative(source, file));
      mkdirSync(dirname(copy), { recursive: true });
      copyFileSync(file, copy);
      // The clone may be closed to everyone but its owner.
      chmodSync(copy, 0o644);
    }
    writeFileSync(join(folder, stamp), hash);
    return Promise.resolve();
  });
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  return true;
};

/** @param {string} folder */
const readStamp = (folder) => {
  const file = join(folder, stamp);
  return existsSync(file) ? readFileSync(file, "utf8") : null;
};
