// Who may import whom: the table of the house, in this one place. The first row whose `files` match a file is its room.
// `judgeImport` applies it to one import; `importTableRule.mjs` shows it every import of a file.

import { isBuiltin } from "node:module";
import { posix } from "node:path";

/**
 * @typedef {object} Room
 * @property {string} name As the message names it.
 * @property {RegExp} files Which files it is made of, by path from the root of the repository.
 * @property {readonly RegExp[]} may Which other files it may import. Its own it may always.
 * @property {readonly RegExp[]} [mayTypes] Which other files it may import types from.
 * @property {readonly string[] | "any"} packages Which npm packages (their subpaths included).
 * @property {"none" | "withoutProcesses" | "any"} node Which modules of Node; `withoutProcesses` is all but
 *   those that start one.
 */

const contract = /^app\/contract\//;
const domain = /^app\/domain\//;
const base = /^app\/base\//;
const serviceIndex = /^app\/[a-z]+\/index$/;
const dispatchContext = /^app\/dispatch\/context$/;
const resources = /^resources\//;

/** What every service may use. `p-queue` paces what is asked of devices. */
const service = {
  may: [contract, domain, base, serviceIndex],
  mayTypes: [dispatchContext],
  packages: ["zod", "p-queue"],
  node: /** @type {const} */ ("withoutProcesses"),
};

/** @type {readonly Room[]} */
export const rooms = [
  // The application: no Electron, no DOM, no child process.
  { name: "app/domain", files: domain, may: [], packages: [], node: "none" },
  { name: "app/contract", files: contract, may: [domain], packages: ["zod"], node: "none" },
  { name: "app/base", files: base, may: [contract, domain], packages: ["pino"], node: "withoutProcesses" },
  {
    ...service,
    name: "app/devices",
    files: /^app\/devices\//,
    packages: [...service.packages, "undici", "fast-xml-parser"],
  },
  // The towns of the county are data.
  { ...service, name: "app/sites", files: /^app\/sites\//, may: [...service.may, resources] },
  { ...service, name: "a service of app", files: /^app\/[a-z]+\// },
  { ...service, name: "app", files: /^app\/[^/]+$/ },

  // The shell. Its preload script stands in the page; the station's entry is where the rooms meet.
  { name: "main/preload", files: /^main\/preload$/, may: [contract], packages: ["electron"], node: "none" },
  {
    name: "main/station",
    files: /^main\/station$/,
    may: [contract, domain, base, /^main\//, /^app\/station$/, /^native\/sqlite\//],
    packages: ["electron", "zod"],
    node: "withoutProcesses",
  },
  {
    name: "main",
    files: /^main\//,
    may: [contract, domain, base],
    packages: ["electron", "zod"],
    node: "withoutProcesses",
  },

  // The engine room: the only one that starts other programs.
  {
    name: "native/sqlite",
    files: /^native\/sqlite\//,
    may: [contract, domain, base],
    packages: ["better-sqlite3-multiple-ciphers"],
    node: "any",
  },
  { name: "native/media", files: /^native\/media\//, may: [contract, domain, base], packages: ["zod"], node: "any" },
  // The program that Electron itself loads where it came without one.
  {
    name: "native/runtime/loader",
    files: /^native\/runtime\/loader\//,
    may: [],
    packages: ["electron"],
    node: "withoutProcesses",
  },
  // Runs before anything is installed.
  { name: "native/runtime", files: /^native\/runtime\//, may: [], packages: [], node: "any" },

  // The face: nothing of Node or Electron.
  {
    name: "renderer",
    files: /^renderer\//,
    may: [contract, domain, resources],
    packages: [
      "@ant-design/icons",
      "@reduxjs/toolkit",
      "antd",
      "dayjs",
      "i18next",
      "mpegts.js",
      "p-queue",
      "pinyin-pro",
      "react",
      "react-dom",
      "react-i18next",
      "react-redux",
      "zod",
    ],
    node: "none",
  },

  // Data imports nothing; tests and the configuration files at the root import everything.
  { name: "resources", files: resources, may: [], packages: [], node: "none" },
  { name: "test", files: /^test\//, may: [/./], packages: "any", node: "any" },
  { name: "the root", files: /^[^/]+$/, may: [/./], packages: "any", node: "any" },
];

const startsProcesses = new Set(["child_process", "cluster"]);

/** Code is told apart without its extension; data keeps its own. @param {string} path */
const withoutExtension = (path) => path.replace(/\.(?:d\.)?[cm]?[jt]sx?$/, "");

/** The room a file stands in. @param {string} path From the root of the repository, with `/`. */
const roomOf = (path) => rooms.find((room) => room.files.test(withoutExtension(path)));

/** Within `app` each service is a house of its own. @param {string} path */
const serviceOf = (path) => /^app\/[a-z]+\//.exec(path)?.[0];

/** @param {string} one @param {string} other */
const sameHouse = (one, other) => roomOf(one) === roomOf(other) && serviceOf(one) === serviceOf(other);

/** `@scope/name/sub` → `@scope/name`. @param {string} specifier */
const packageOf = (specifier) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");

/**
 * What is wrong with one import, as a sentence; `undefined` when nothing is.
 *
 * @param {object} given
 * @param {string} given.file The importing file, from the root of the repository, with `/`.
 * @param {string} given.specifier What it names: `./clock`, `node:fs`, `zod`.
 * @param {boolean} given.typeOnly Whether it is gone after compilation.
 * @param {(path: string) => boolean} given.isFolder Whether a path of the repository is a folder, which stands for
 *   its index.
 * @returns {string | undefined}
 */
export const judgeImport = ({ file, specifier, typeOnly, isFolder }) => {
  const room = roomOf(file);
  if (room === undefined) return `${file} stands in no room`;

  if (isBuiltin(specifier)) {
    const module = specifier.replace(/^node:/, "");
    if (!specifier.startsWith("node:")) return `write node:${module}`;
    if (room.node === "none") return `${room.name} uses nothing of Node`;
    if (room.node === "withoutProcesses" && startsProcesses.has(module)) return "only native starts other programs";
    return undefined;
  }

  if (!specifier.startsWith(".")) {
    const name = packageOf(specifier);
    if (room.packages === "any" || room.packages.includes(name)) return undefined;
    return `${room.name} may not import the package ${name}`;
  }

  // A query asks the bundler how to load a file, not for another file.
  const path = posix.join(posix.dirname(file), specifier.replace(/\?.*$/, "")).replace(/\/$/, "");
  if (path.startsWith("..")) return "nothing outside the repository is imported";
  const target = isFolder(path) ? `${path}/index` : withoutExtension(path);
  const allowed = typeOnly ? [...room.may, ...(room.mayTypes ?? [])] : room.may;
  if (sameHouse(file, target) || allowed.some((files) => files.test(target))) return undefined;
  return `${room.name} may not import ${target}`;
};
