import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./childProcess.mjs";
import { hashContents } from "./contentHash.mjs";
import { repository } from "./places.mjs";
import { CannotHave } from "./sentence.mjs";

/** What the built program is made of, beside the configuration at the root. */
const sources = ["app", "main", "native", "renderer", "resources", "package-lock.json"];

const stampFile = join(repository, "out/.built");

/**
 * Builds the program when its sources have changed since the last build.
 *
 * @param {import("./progress.mjs").Step} step
 * @returns {Promise<void>}
 */
export const buildProgram = async (step) => {
  const configuration = readdirSync(repository).filter((name) => /^(electron\.vite\.config|tsconfig)\b/.test(name));
  const hash = hashContents(repository, [...sources, ...configuration.sort()]);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) {
    step.done("as built");
    return;
  }
  step.doing("building");
  const command = [join(repository, "node_modules/electron-vite/bin/electron-vite.js"), "build", "--logLevel=warn"];
  const built = await run(process.execPath, command, { cwd: repository });
  if (built.code !== 0)
    throw new CannotHave(
      { zh: "程序构建失败，原因见上。", en: "The program does not build; the reason is above." },
      built.stdout + built.stderr,
    );
  writeFileSync(stampFile, hash);
  step.done("built");
};
