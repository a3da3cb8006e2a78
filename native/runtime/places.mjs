import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { isRoot } from "./account.mjs";

/** The root of the repository. */
export const repository = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/**
 * Where slow things are kept between starts. Root's is the system's cache folder: the program's account can read it, and
 * root never executes what that account could have written.
 */
export const cacheFolder =
  process.env["ZHISHOU_CACHE_FOLDER"] ??
  (isRoot() ? "/var/cache/zhishou" : join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "zhishou"));

/** Names this clone in the cache, which all clones share. */
export const repositoryKey = createHash("sha256").update(repository).digest("hex").slice(0, 16);

/** Where the built program stands when it runs: in the repository, or where an account that may not enter it can read. */
export const programFolder = isRoot() ? join(cacheFolder, "program", repositoryKey) : repository;

const unfinished = /^unfinished-(\d+)-/;

/**
 * Makes a folder as a whole or not at all: `fill` works in a folder beside it, which is then renamed. A set-up that was
 * interrupted leaves only an unfinished one, which the next removes. The first of two at once wins.
 *
 * @param {string} target
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<void>}
 */
export const makeWhole = async (target, fill) => {
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  removeUnfinished(parent);
  const folder = join(parent, `unfinished-${process.pid}-${basename(target)}`);
  mkdirSync(folder);
  try {
    await fill(folder);
    if (!existsSync(target)) renameSync(folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** @param {string} parent */
const removeUnfinished = (parent) => {
  for (const name of readdirSync(parent)) {
    const owner = unfinished.exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) rmSync(join(parent, name), { recursive: true, force: true });
  }
};

/** @param {number} pid */
const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
