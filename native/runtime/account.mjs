import { run } from "./childProcess.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * The unprivileged account that the program runs as when root starts it, so that Chromium keeps its sandbox.
 *
 * @typedef {object} Account
 * @property {string} name
 * @property {number} uid
 * @property {number} gid
 * @property {string} home
 */

const systemAccountName = "zhishou";

/** Whether we are root. */
export const isRoot = () => process.geteuid?.() === 0;

/**
 * One line of passwd(5), `name:password:uid:gid:comment:home:shell`, or null when it is none or is root's.
 *
 * @param {string} line
 * @returns {Account | null}
 */
export const parsePasswdLine = (line) => {
  const [name = "", , uid = "", gid = "", , home = ""] = line.trim().split(":");
  if (name === "" || !/^\d+$/.test(uid) || !/^\d+$/.test(gid) || Number(uid) === 0) return null;
  return { name, uid: Number(uid), gid: Number(gid), home };
};

/** @param {string} nameOrUid */
const findAccount = async (nameOrUid) => parsePasswdLine((await run("getent", ["passwd", nameOrUid])).stdout);

/**
 * The account for the program: null when we are not root; else who called sudo; else the system account, made when it
 * is missing.
 *
 * @returns {Promise<Account | null>}
 */
export const provideAccount = async () => {
  if (!isRoot()) return null;
  const sudoUid = process.env["SUDO_UID"];
  const caller = sudoUid === undefined ? null : await findAccount(sudoUid);
  if (caller !== null) return caller;
  const existing = await findAccount(systemAccountName);
  if (existing !== null) return existing;
  const made = await run("useradd", ["--system", "--create-home", "--shell", "/usr/sbin/nologin", systemAccountName]);
  const account = await findAccount(systemAccountName);
  if (account === null)
    throw new CannotHave(
      {
        zh: `无法创建非特权账户 ${systemAccountName}；请改用普通用户运行。`,
        en: `The unprivileged account ${systemAccountName} cannot be made; run this as an ordinary user instead.`,
      },
      made.stderr,
    );
  return account;
};

/**
 * A command line that runs as `account`, in the same process (setpriv executes it in its place); unchanged without one.
 *
 * @param {Account | null} account
 * @param {readonly string[]} commandLine
 * @returns {[string, ...string[]]}
 */
export const asAccount = (account, commandLine) => {
  const [command = "", ...args] = commandLine;
  if (account === null) return [command, ...args];
  return [
    "setpriv",
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    "--init-groups",
    "--inh-caps=-all",
    "--",
    command,
    ...args,
  ];
};
