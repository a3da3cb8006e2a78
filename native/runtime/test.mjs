// `npm test`: everything that must hold, one runner after the other, through all of them whatever fails.
// `node native/runtime/test.mjs --only unit,e2e` runs some.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "./prepare.mjs";
import { ensureScreen } from "./screen.mjs";
import { CannotHave, runEntry } from "./sentence.mjs";
import { addTallies, readTally, runners } from "./testRunners.mjs";

/** @param {readonly string[]} args @returns {typeof runners} */
const chooseRunners = (args) => {
  const only = args.indexOf("--only");
  if (only === -1) return runners;
  const names = (args[only + 1] ?? "").split(",");
  const unknown = names.filter((name) => !runners.some((runner) => runner.name === name));
  if (unknown.length === 0) return runners.filter((runner) => names.includes(runner.name));
  const known = runners.map(({ name }) => name).join(", ");
  throw new CannotHave({
    zh: `没有名为 ${unknown.join("、")} 的检查；可选：${known}。`,
    en: `No check is named ${unknown.join(", ")}; there are ${known}.`,
  });
};

await runEntry(async () => {
  const chosen = chooseRunners(process.argv.slice(2));
  await prepare(["test"]);
  const reports = mkdtempSync(join(tmpdir(), "zhishou-test-"));
  const screen = chosen.some(({ needsScreen }) => needsScreen)
    ? await ensureScreen({ widthPx: 1920, heightPx: 1080 })
    : null;
  try {
    const tallies = [];
    for (const runner of chosen) {
      console.log(`\n── ${runner.name}`);
      const report = join(reports, `${runner.name}.json`);
      tallies.push(await readTally(runner, report, runner.needsScreen ? (screen?.env ?? {}) : {}));
    }
    const { passed, failed } = addTallies(tallies);
    console.log(`\n${passed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await screen?.stop();
    rmSync(reports, { recursive: true, force: true });
  }
});
