import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";

/**
 * One hash of everything under some files and folders: their names and contents. What is missing counts as empty.
 *
 * @param {string} root
 * @param {readonly string[]} names Relative to `root`.
 * @returns {string} hexadecimal
 */
export const hashContents = (root, names) => {
  const hash = createHash("sha256");
  for (const name of names)
    for (const file of listFiles(join(root, name))) {
      const content = readFileSync(file);
      hash.update(`${relative(root, file).split(sep).join("/")}\0${content.length}\0`).update(content);
    }
  return hash.digest("hex");
};

/**
 * Every file under `path` (itself, when it is one), in a fixed order.
 *
 * @param {string} path
 * @returns {string[]}
 */
export const listFiles = (path) => {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => listFiles(join(path, name)));
};
