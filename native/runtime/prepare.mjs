import { spawn } from "node:child_process";
import { buildProgram } from "./build.mjs";
import { repository } from "./places.mjs";
import { createProgress } from "./progress.mjs";
import { checkSandbox } from "./sandbox.mjs";
import { setUp } from "./setUp.mjs";
import { stageProgram } from "./stage.mjs";

/**
 * What comes before anything that starts the program: set-up, build, and the built program where its account can read it.
 *
 * @param {readonly import("./debianPackages.mjs").Group[]} groups
 * @returns {Promise<import("./provided.mjs").Provided>}
 */
export const prepare = async (groups) => {
  const provided = await setUp({ groups, log: console.log });
  const { step } = createProgress(console.log);
  await step("program", async (progress) => {
    await buildProgram(progress);
    await stageProgram(provided);
    await checkSandbox(provided);
  });
  return provided;
};

/**
 * Runs one of the repository's TypeScript programs at our own terminal and hands signals on to it.
 *
 * @param {string} program Path from the root of the repository.
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code
 */
export const runTypeScript = (program, args) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["--import", "tsx", program, ...args], { cwd: repository, stdio: "inherit" });
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
      process.on(signal, () => {
        // A terminal's Ctrl+C has reached it already.
        if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
      });
    child.once("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once("close", (code) => {
      resolve(code ?? 1);
    });
  });
