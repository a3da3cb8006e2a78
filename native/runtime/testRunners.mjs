import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./places.mjs";

/**
 * @typedef {{ readonly passed: number, readonly failed: number }} Tally
 *
 * @typedef {object} Runner
 * @property {string} name
 * @property {string} script Its program, from node_modules.
 * @property {readonly string[]} args
 * @property {((report: string) => { args?: string[], env?: Record<string, string> }) | undefined} [reportTo] How it is
 *   told to write its count beside what it prints; without, it is one check that passes or fails.
 * @property {(json: string) => Tally} [count] Reads that.
 * @property {boolean} [needsScreen]
 */

/**
 * Vitest's JSON: a file that does not load fails without failing a test.
 *
 * @param {string} json
 * @returns {Tally}
 */
export const countVitest = (json) => {
  const report = /** @type {{ numPassedTests: number, numFailedTests: number,
    testResults: { status: string, assertionResults: { status: string }[] }[] }} */ (JSON.parse(json));
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length };
};

/**
 * Playwright's JSON. What passed only when tried again has failed.
 *
 * @param {string} json
 * @returns {Tally}
 */
export const countPlaywright = (json) => {
  const { stats } = /** @type {{ stats: { expected: number, unexpected: number, flaky: number } }} */ (
    JSON.parse(json)
  );
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky };
};

/** @param {string} name @param {"unit" | "integration"} project @returns {Runner} */
const vitest = (name, project) => ({
  name,
  script: "vitest/vitest.mjs",
  args: ["run", "--project", project],
  reportTo: (report) => ({ args: ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`] }),
  count: countVitest,
});

/** @type {readonly Runner[]} */
export const runners = [
  { name: "format", script: "prettier/bin/prettier.cjs", args: ["--check", "--log-level=warn", "."] },
  { name: "lint", script: "eslint/bin/eslint.js", args: [".", "--max-warnings", "0"] },
  { name: "types", script: "typescript/bin/tsc", args: ["--build", "--force"] },
  { name: "unused", script: "knip/bin/knip.js", args: [] },
  vitest("unit", "unit"),
  vitest("integration", "integration"),
  {
    name: "e2e",
    script: "@playwright/test/cli.js",
    args: ["test", "--reporter=list,json"],
    reportTo: (report) => ({ env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report } }),
    count: countPlaywright,
    needsScreen: true,
  },
];

/**
 * Runs one at our own terminal and counts.
 *
 * @param {Runner} runner
 * @param {string} report A file to write its count to.
 * @param {Readonly<Record<string, string>>} env Added to ours.
 * @returns {Promise<Tally>}
 */
export const readTally = async (runner, report, env) => {
  const reporting = runner.reportTo?.(report) ?? {};
  const args = [join(repository, "node_modules", runner.script), ...runner.args, ...(reporting.args ?? [])];
  const code = await new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: repository,
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...env, ...reporting.env },
    });
    child.once("error", () => {
      resolve(null);
    });
    child.once("close", resolve);
  });
  return judge(code === 0, runner.count === undefined ? null : countFrom(report, runner.count));
};

/** @param {string} report @param {(json: string) => Tally} count */
const countFrom = (report, count) => {
  try {
    return count(readFileSync(report, "utf8"));
  } catch {
    return null;
  }
};

/**
 * A runner that ends badly has failed, even when every test it counted passed or it counted none.
 *
 * @param {boolean} endedWell
 * @param {Tally | null} counted
 * @returns {Tally}
 */
export const judge = (endedWell, counted) => {
  if (counted === null) return endedWell ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  return endedWell ? counted : { ...counted, failed: Math.max(1, counted.failed) };
};

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
export const addTallies = (tallies) => ({
  passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
  failed: tallies.reduce((sum, { failed }) => sum + failed, 0),
});
