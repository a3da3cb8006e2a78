import { chmodSync, lchownSync, lstatSync, mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { asAccount } from "./account.mjs";
import { repositoryKey } from "./places.mjs";

/**
 * @typedef {import("./account.mjs").Account} Account
 * @typedef {import("./provided.mjs").Provided} Provided
 */

/** What root's environment may tell the program: nothing that could be a secret. */
const passedOn = ["PATH", "LANG", "LANGUAGE", "LC_ALL", "TZ", "TERM"];

/**
 * The command that starts the built program: as its account when we are root, with an environment that holds nothing of
 * ours; plainly otherwise.
 *
 * @param {object} parts
 * @param {Provided} parts.provided
 * @param {readonly string[]} parts.programArguments
 * @param {Readonly<Record<string, string>>} parts.screen The screen's environment, of `ensureScreen`.
 * @returns {{ command: string, args: string[], env: Record<string, string> }}
 */
export const programCommand = ({ provided, programArguments, screen }) => ({
  command: playwrightExecutable(provided),
  args: [provided.programFolder, ...programArguments],
  env: { ...inheritedEnvironment(process.env, provided.account), ...screen },
});

/**
 * @param {NodeJS.ProcessEnv} ours
 * @param {Account | null} account
 * @returns {Record<string, string>}
 */
export const inheritedEnvironment = (ours, account) =>
  Object.fromEntries(
    Object.entries(ours).flatMap(([name, value]) =>
      value !== undefined && (account === null || passedOn.includes(name)) ? [[name, value]] : [],
    ),
  );

/**
 * Writes the executable that stands for Electron where only a path can be named (Playwright's `executablePath`): it
 * becomes Electron, in the same process, as the program's account and with what the set-up provided in its environment.
 *
 * @param {Provided} provided
 * @returns {string} its path
 */
export const playwrightExecutable = (provided) => {
  const folder = join(provided.cacheFolder, "launch");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, repositoryKey);
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, launchScript(provided, provided.account && privateRuntimeFolder(provided.account)));
  chmodSync(unfinished, 0o755);
  renameSync(unfinished, path);
  return path;
};

/**
 * @param {Pick<Provided, "electron" | "sqliteAddon" | "ffmpeg" | "account" | "programFolder">} provided
 * @param {string | null} runtimeFolder The account's XDG_RUNTIME_DIR.
 * @returns {string} a POSIX shell script
 */
export const launchScript = ({ electron, sqliteAddon, ffmpeg, account, programFolder }, runtimeFolder) => {
  const variables = {
    FFMPEG_BIN: ffmpeg.path,
    ZHISHOU_SQLITE_ADDON: sqliteAddon.forElectron,
    HOME: account?.home ?? homedir(),
    ...(account === null ? {} : { USER: account.name, LOGNAME: account.name }),
    ...(runtimeFolder === null ? {} : { XDG_RUNTIME_DIR: runtimeFolder }),
  };
  const ofRoot = ["XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "DBUS_SESSION_BUS_ADDRESS"];
  return [
    "#!/bin/sh",
    "# Written by native/runtime/launch.mjs. Becomes Electron.",
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`),
    ...(account === null ? [] : [`unset ${ofRoot.join(" ")}`]),
    `cd ${quote(programFolder)} || exit 1`,
    `exec ${asAccount(account, [electron.path]).map(quote).join(" ")} "$@"`,
    "",
  ].join("\n");
};

/** @param {string} text */
const quote = (text) => (/^[\w./=-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`);

/**
 * A folder only the account can enter, where root alone decides what stands.
 *
 * @param {Account} account
 * @returns {string}
 */
export const privateRuntimeFolder = ({ uid, gid }) => {
  const folder = `/run/zhishou/${uid}`;
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o700);
  lchownSync(folder, uid, gid);
  return folder;
};

/**
 * Makes a data folder and gives it, with what it holds, to the account that runs the program.
 *
 * @param {string} path
 * @param {Provided} provided
 */
export const prepareDataFolder = (path, { account }) => {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account !== null) give(path, account);
};

/** @param {string} path @param {Account} account */
const give = (path, account) => {
  lchownSync(path, account.uid, account.gid);
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name), account);
};
