import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { asAccount } from "./account.mjs";
import { run } from "./childProcess.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * Chromium's sandbox on Linux needs user namespaces for unprivileged accounts (or its set-user-ID helper). Throws
 * `CannotHave` with what to do where the system forbids them: we start with the sandbox or not at all.
 *
 * @param {import("./provided.mjs").Provided} provided
 * @returns {Promise<void>}
 */
export const checkSandbox = async ({ electron, account }) => {
  if (process.platform !== "linux" || hasHelper(join(dirname(electron.path), "chrome-sandbox"))) return;
  const [command, ...args] = asAccount(account, ["unshare", "--user", "--map-root-user", "true"]);
  const tried = await run(command, args, { cwd: "/" });
  if (tried.code === 0) return;
  const switches = ["kernel.apparmor_restrict_unprivileged_userns=0", "kernel.unprivileged_userns_clone=1"];
  const existing = switches.filter((setting) => hasSetting(setting.split("=")[0] ?? ""));
  const line = existing.length > 0 ? `sudo sysctl ${existing.join(" ")}` : "sudo sysctl user.max_user_namespaces=15000";
  throw new CannotHave(
    {
      zh: `系统禁止非特权用户命名空间，Chromium 沙箱无法工作；请先执行：${line}（容器内须由宿主机放行）。`,
      en: `This system forbids unprivileged user namespaces, which Chromium's sandbox needs; type this first: ${line} (in a container the host has to allow it).`,
    },
    tried.stderr,
  );
};

/** @param {string} path */
const hasHelper = (path) => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && found.uid === 0 && (found.mode & 0o4000) !== 0;
};

/** @param {string} name of a kernel setting, with dots */
const hasSetting = (name) =>
  statSync(`/proc/sys/${name.replaceAll(".", "/")}`, { throwIfNoEntry: false }) !== undefined;
