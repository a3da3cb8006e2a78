import { describe, expect, it } from "vitest";
import { addTallies, countPlaywright, countVitest, judge } from "../../../native/runtime/testRunners.mjs";

describe("counting tests", () => {
  it("counts a Vitest file that does not load as a failure", () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
        { status: "passed", assertionResults: [{ status: "passed" }] },
        { status: "failed", assertionResults: [] },
      ],
    };
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 2, failed: 2 });
  });

  it("counts a Playwright test that passed only when tried again as a failure", () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } };
    expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 5, failed: 2 });
  });

  it.each([
    { endedWell: true, counted: null, tally: { passed: 1, failed: 0 } },
    { endedWell: false, counted: null, tally: { passed: 0, failed: 1 } },
    { endedWell: true, counted: { passed: 7, failed: 0 }, tally: { passed: 7, failed: 0 } },
    { endedWell: false, counted: { passed: 7, failed: 0 }, tally: { passed: 7, failed: 1 } },
    { endedWell: false, counted: { passed: 7, failed: 3 }, tally: { passed: 7, failed: 3 } },
  ])("judges endedWell=$endedWell with $counted as $tally", ({ endedWell, counted, tally }) => {
    expect(judge(endedWell, counted)).toEqual(tally);
  });

  it("adds up", () => {
    const tallies = [
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ];
    expect(addTallies(tallies)).toEqual({ passed: 3, failed: 3 });
  });
});
