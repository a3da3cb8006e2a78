import { expect, it } from "vitest";
import type { BatchJob } from "../../../../app/contract/batch";
import { batchCount, batchPercent, isAtWork } from "../../../../renderer/features/devices/batchJobs";
import { pageOf } from "../../../../renderer/features/devices/jobPages";

const job: BatchJob = { id: "1", kind: "probe", state: "running", total: 400, done: 397, failed: 2, refusal: null };

it("counts what a filter lets through", () => {
  expect((["all", "done", "failed", "left"] as const).map((filter) => batchCount(job, filter))).toEqual([
    400, 397, 2, 1,
  ]);
});

it("is at a hundred percent only when nothing is left", () => {
  expect(batchPercent(job)).toBe(99);
  expect(batchPercent({ ...job, failed: 3 })).toBe(100);
});

it("is at work until the last device under way is through", () => {
  expect(isAtWork(job)).toBe(true);
  expect(isAtWork({ ...job, state: "stopping" })).toBe(true);
  expect(isAtWork({ ...job, state: "refused" })).toBe(false);
  expect(isAtWork(null)).toBe(false);
});

it("asks for a page of the results", () => {
  expect(pageOf("failed", 3)).toEqual({ filter: "failed", offset: 100, limit: 50 });
});
