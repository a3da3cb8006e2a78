// `npm run package`: the program as it is shipped, in dist/. `npm run package -- tar.gz` makes another target of
// electron-builder.yml.

import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { buildProgram } from "./build.mjs";
import { hasCommand, run } from "./childProcess.mjs";
import { layParts } from "./packageParts.mjs";
import { repository } from "./places.mjs";
import { createProgress } from "./progress.mjs";
import { CannotHave, runEntry } from "./sentence.mjs";
import { setUp } from "./setUp.mjs";

const output = join(repository, "dist");
const parts = join(output, "parts");
const targets = process.argv.length > 2 ? process.argv.slice(2) : ["dir"];

/** What electron-builder would download is taken from the system. @returns {Promise<Record<string, string>>} */
const findArchiver = async () => {
  if (!targets.includes("tar.gz")) return {};
  if (!(await hasCommand("7za")))
    throw new CannotHave({
      zh: "制作 tar.gz 需要 7za，请先执行：sudo apt-get install p7zip-full",
      en: "A tar.gz needs 7za; type this first: sudo apt-get install p7zip-full",
    });
  return { ELECTRON_BUILDER_7ZIP_PATH: (await run("sh", ["-c", "command -v 7za"])).stdout.trim() };
};

/** @param {import("./provided.mjs").Provided} provided @param {Record<string, string>} archiver */
const runBuilder = async ({ electron }, archiver) => {
  const built = await run(
    process.execPath,
    [
      join(repository, "node_modules/electron-builder/cli.js"),
      ...["--linux", ...targets, "--publish", "never"],
      `--config.electronDist=${join(parts, "electron")}`,
      `--config.electronVersion=${electron.version}`,
    ],
    { cwd: repository, env: { ...process.env, ...archiver } },
  );
  if (built.code !== 0)
    throw new CannotHave(
      { zh: "打包失败，原因见上。", en: "The package cannot be made; the reason is above." },
      built.stdout + built.stderr,
    );
};

await runEntry(async () => {
  const provided = await setUp({ groups: [], log: console.log });
  const { step } = createProgress(console.log);
  await step("program", buildProgram);
  await step("package", async (progress) => {
    const archiver = await findArchiver();
    rmSync(output, { recursive: true, force: true });
    progress.doing(`putting together ${targets.join(", ")}`);
    try {
      layParts(provided, parts);
      await runBuilder(provided, archiver);
    } finally {
      rmSync(parts, { recursive: true, force: true });
    }
    const made = readdirSync(output).filter((name) => !name.startsWith("builder-"));
    progress.done(made.map((name) => `dist/${name}`).join(", "));
  });
  if (provided.ffmpeg.route !== "ffmpeg-static")
    console.log(`Its ffmpeg is ${provided.ffmpeg.path}: it runs only where that one's libraries are installed too.`);
  return 0;
});
