import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  lchownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { asAccount } from "./account.mjs";
import { privateRuntimeFolder } from "./launch.mjs";
import { readProvided } from "./provided.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * @typedef {import("./account.mjs").Account} Account
 *
 * @typedef {object} Screen
 * @property {Record<string, string>} env What a program needs in its environment to show itself there.
 * @property {number | null} serverPid The X server that was started; null when the screen was there.
 * @property {() => Promise<void>} stop Ends that server.
 */

const startTimeoutMs = 20_000;
const x11Sockets = "/tmp/.X11-unix";

/**
 * The screen of this session, else an X server in memory that ends with us.
 *
 * @param {{ readonly widthPx: number, readonly heightPx: number }} size Of the X server, when one is started.
 * @returns {Promise<Screen>}
 */
export const ensureScreen = async ({ widthPx, heightPx }) => {
  const { account } = readProvided();
  const { DISPLAY, WAYLAND_DISPLAY, XDG_RUNTIME_DIR } = process.env;
  if (DISPLAY) return { env: { DISPLAY, ...shareCookie(account) }, serverPid: null, stop: () => Promise.resolve() };
  // A Wayland socket stands in its user's own folder: root cannot lend it.
  if (WAYLAND_DISPLAY && XDG_RUNTIME_DIR && account === null)
    return { env: { WAYLAND_DISPLAY, XDG_RUNTIME_DIR }, serverPid: null, stop: () => Promise.resolve() };
  return startServer(account, `${widthPx}x${heightPx}x24`);
};

/**
 * The cookie of the session's X server, where the program's account can read it.
 *
 * @param {Account | null} account
 * @returns {Record<string, string>}
 */
const shareCookie = (account) => {
  const cookie = process.env["XAUTHORITY"] ?? join(homedir(), ".Xauthority");
  if (!existsSync(cookie)) return {};
  if (account === null) return { XAUTHORITY: cookie };
  const shared = join(privateRuntimeFolder(account), "session.xauth");
  copyFileSync(cookie, shared);
  lchownSync(shared, account.uid, account.gid);
  return { XAUTHORITY: shared };
};

/**
 * @param {Account | null} account
 * @param {string} geometry
 * @returns {Promise<Screen>}
 */
const startServer = async (account, geometry) => {
  const folder = mkdtempSync(join(account === null ? tmpdir() : privateRuntimeFolder(account), "screen-"));
  const cookieFile = join(folder, "xauth");
  writeFileSync(cookieFile, cookieFor(randomBytes(16)), { mode: 0o600 });
  if (account !== null) for (const path of [folder, cookieFile]) lchownSync(path, account.uid, account.gid);
  // Only a server of root's would make it.
  if (!existsSync(x11Sockets)) {
    mkdirSync(x11Sockets);
    chmodSync(x11Sockets, 0o1777);
  }
  const server = ["Xvfb", "-displayfd", "3", "-screen", "0", geometry, "-nolisten", "tcp", "-noreset"];
  // However we end, the kernel ends the server then.
  const [command, ...args] = asAccount(account, [
    ...["setpriv", "--pdeathsig", "TERM", "--"],
    ...[...server, "-auth", cookieFile],
  ]);
  const child = spawn(command, args, { cwd: "/", stdio: ["ignore", "ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  try {
    const number = await readDisplayNumber(child);
    return {
      env: { DISPLAY: `:${number}`, XAUTHORITY: cookieFile },
      serverPid: child.pid ?? null,
      stop: async () => {
        child.kill("SIGTERM");
        await ended;
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
};

/**
 * An Xauthority file with one entry for every display (Xau(3): family FamilyWild, no address, no number), since the
 * display's number is known only after the server has read the file.
 *
 * @param {Buffer} cookie 16 random bytes.
 * @returns {Buffer}
 */
export const cookieFor = (cookie) => {
  const familyWild = Buffer.from([0xff, 0xff]);
  const counted = /** @param {Buffer} bytes */ (bytes) => Buffer.concat([Buffer.from([0, bytes.length]), bytes]);
  const none = Buffer.alloc(0);
  return Buffer.concat([familyWild, ...[none, none, Buffer.from("MIT-MAGIC-COOKIE-1"), cookie].map(counted)]);
};

/**
 * What the server writes once it is ready (`-displayfd`).
 *
 * @param {import("node:child_process").ChildProcess} child
 * @returns {Promise<number>}
 */
const readDisplayNumber = (child) =>
  new Promise((resolve, reject) => {
    let said = "";
    const fail = () => {
      const sentence = {
        zh: "无法启动虚拟屏幕 Xvfb；请安装 xvfb，或在有屏幕的会话中运行。",
        en: "The X server in memory (Xvfb) does not start; install xvfb, or run this in a session with a screen.",
      };
      reject(new CannotHave(sentence, said));
    };
    const timer = setTimeout(fail, startTimeoutMs);
    const settle = /** @param {() => void} how */ (how) => () => {
      clearTimeout(timer);
      how();
    };
    child.stderr?.on("data", (/** @type {Buffer} */ data) => {
      said = (said + data.toString("utf8")).slice(-10_000);
    });
    const [, , , displayNumber] = child.stdio;
    if (displayNumber && "read" in displayNumber)
      displayNumber.once("data", (/** @type {Buffer} */ data) => {
        settle(() => {
          resolve(Number(data.toString("utf8")));
        })();
      });
    child.once("error", settle(fail));
    child.once("close", settle(fail));
  });
