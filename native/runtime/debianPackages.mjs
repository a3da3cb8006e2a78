import { isRoot } from "./account.mjs";
import { hasCommand, run } from "./childProcess.mjs";
import { CannotHave } from "./sentence.mjs";

/**
 * System libraries and programs by what they are for, as Debian 12 names them.
 *
 * @typedef {"program" | "test" | "bench"} Group
 * @type {Readonly<Record<Group, readonly string[]>>}
 */
export const debianPackages = {
  program: [
    "libnss3",
    "libatk1.0-0",
    "libatk-bridge2.0-0",
    "libcups2",
    "libdrm2",
    "libgtk-3-0",
    "libgbm1",
    "libasound2",
    "libxss1",
    "libxtst6",
    "fonts-noto-cjk",
    // For a machine without a screen.
    "xvfb",
  ],
  test: [
    "python3-gi",
    "gir1.2-gst-rtsp-server-1.0",
    "gstreamer1.0-plugins-base",
    "gstreamer1.0-plugins-good",
    "gstreamer1.0-plugins-bad",
    "gstreamer1.0-plugins-ugly",
    "onvif-tools",
    "iproute2",
  ],
  bench: ["mpv"],
};

/** What a later step may come to need; named together with the rest when a person has to type the line. */
const onDemand = { unzip: "unzip", "g++": "g++", make: "make", python3: "python3", ffmpeg: "ffmpeg" };

/**
 * Debian 13 and Ubuntu 24.04 renamed libraries whose times became 64 bits wide: either name will do.
 *
 * @param {readonly string[]} wanted
 * @param {ReadonlySet<string>} installed
 * @returns {string[]} those of `wanted` that are not installed under either name
 */
export const missingPackages = (wanted, installed) =>
  wanted.filter((name) => !installed.has(name) && !installed.has(`${name}t64`));

/**
 * The name by which this release of Debian or Ubuntu has a package.
 *
 * @param {string} name
 * @param {ReadonlySet<string>} available Every name the package lists know.
 * @returns {string}
 */
export const nameInRelease = (name, available) => (available.has(`${name}t64`) ? `${name}t64` : name);

/** A new machine is often busy with its first updates: waits for them. */
const patient = ["--quiet", "--option", "DPkg::Lock::Timeout=300"];

/** @param {string} output */
const lines = (output) => new Set(output.split("\n").filter((line) => line !== ""));

/** @returns {Promise<Set<string> | null>} null where dpkg is not to be had */
const listInstalled = async () => {
  const listed = await run("dpkg-query", ["--show", "--showformat=${db:Status-Status} ${Package}\\n"]);
  if (listed.code === null) return null;
  const installed = [...lines(listed.stdout)].filter((line) => line.startsWith("installed "));
  return new Set(installed.map((line) => line.slice("installed ".length)));
};

/** How we may install: as root, by sudo without a password, or not at all. */
const findRight = async () => {
  if (isRoot()) return [];
  return (await run("sudo", ["-n", "true"])).code === 0 ? ["sudo", "-n"] : null;
};

/**
 * @param {readonly string[]} packages Debian 12's names; those that are there already cost nothing.
 * @param {import("./progress.mjs").Step} step
 * @returns {Promise<void>}
 */
const install = async (packages, step) => {
  const right = await findRight();
  const names = async () => {
    const available = lines((await run("apt-cache", ["pkgnames"])).stdout);
    return packages.map((name) => nameInRelease(name, available));
  };
  if (right === null) {
    const wanted = [...new Set([...(await names()), ...(await missingCommands())])];
    throw askFor(wanted);
  }
  step.doing(`installing ${packages.length} by apt`);
  const apt = /** @param {readonly string[]} args */ (args) => {
    const [command = "", ...rest] = [...right, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", ...patient, ...args];
    return run(command, rest);
  };
  const updated = await apt(["update"]);
  const wanted = await names();
  const installed = await apt(["install", "--yes", "--no-install-recommends", ...wanted]);
  if (installed.code !== 0) throw askFor(wanted, updated.stderr + installed.stderr);
};

/** @param {readonly string[]} packages @param {string} [detail] */
const askFor = (packages, detail) => {
  const line = `sudo apt-get update && sudo apt-get install --no-install-recommends ${packages.join(" ")}`;
  return new CannotHave(
    { zh: `缺少系统组件，请先执行：${line}`, en: `System packages are missing; type this first: ${line}` },
    detail,
  );
};

/** @returns {Promise<string[]>} */
const missingCommands = async () => {
  const found = await Promise.all(
    Object.entries(onDemand).map(async ([command, name]) => ((await hasCommand(command)) ? [] : [name])),
  );
  return found.flat();
};

/**
 * Installs the groups' packages that are missing. Where there is no dpkg it says what is needed and goes on: the steps
 * after it find out whether it is there.
 *
 * @param {readonly Group[]} groups
 * @param {import("./progress.mjs").Step} step
 * @returns {Promise<void>}
 */
export const provideDebianPackages = async (groups, step) => {
  const wanted = groups.flatMap((group) => debianPackages[group]);
  const installed = await listInstalled();
  if (installed === null) {
    step.done(`not Debian; needed are what Debian calls ${wanted.join(" ")}`);
    return;
  }
  const missing = missingPackages(wanted, installed);
  if (missing.length === 0) {
    step.done(`all ${wanted.length} there`);
    return;
  }
  await install(missing, step);
  step.done(`installed ${missing.join(" ")}`);
};

/**
 * Installs programs that only one of the routes needs.
 *
 * @param {readonly (keyof typeof onDemand)[]} commands
 * @param {import("./progress.mjs").Step} step
 * @returns {Promise<void>}
 */
export const provideCommands = async (commands, step) => {
  const missing = await missingCommands();
  const needed = commands.map((command) => onDemand[command]).filter((name) => missing.includes(name));
  if (needed.length > 0) await install(needed, step);
};
