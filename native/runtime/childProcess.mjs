import { spawn } from "node:child_process";

/**
 * @typedef {object} Outcome
 * @property {number | null} code Exit code; null when a signal ended it, it ran out of time or could not be started.
 * @property {string} stdout
 * @property {string} stderr
 */

/**
 * Runs a program to its end and keeps what it wrote (the last megabyte of each stream). Never rejects.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, show?: boolean }} [options] `show` lets the
 *   program write to our own terminal instead.
 * @returns {Promise<Outcome>}
 */
export const run = (command, args, { cwd, env, timeoutMs, show = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ["ignore", show ? "inherit" : "pipe", show ? "inherit" : "pipe"],
      killSignal: "SIGKILL",
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    });
    const written = { stdout: "", stderr: "" };
    for (const name of /** @type {const} */ (["stdout", "stderr"]))
      child[name]?.on("data", (/** @type {Buffer} */ data) => {
        written[name] = (written[name] + data.toString("utf8")).slice(-1_000_000);
      });
    child.once("error", (error) => {
      resolve({ code: null, stdout: written.stdout, stderr: `${written.stderr}${error.message}\n` });
    });
    child.once("close", (code) => {
      resolve({ code, ...written });
    });
  });

/**
 * Whether a program of that name is on the PATH.
 *
 * @param {string} name
 * @returns {Promise<boolean>}
 */
export const hasCommand = async (name) => (await run("sh", ["-c", `command -v "$0"`, name])).code === 0;
