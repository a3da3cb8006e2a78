import { expect, it } from "vitest";
import type { ImportJob } from "../../../../app/contract/imports";
import { countOf, percentOf } from "../../../../renderer/features/devices/importJobs";
import { pageOf } from "../../../../renderer/features/devices/jobPages";

const job: ImportJob = { id: "j", startedAtUtcMs: 0, state: "running", total: 1000, added: 900, failed: 99 };

it("is never done before the last line is", () => {
  expect(percentOf(job)).toBe(99);
  expect(percentOf({ ...job, failed: 100 })).toBe(100);
  expect(percentOf({ ...job, total: 0, added: 0, failed: 0 })).toBe(0);
});

it("counts what each filter lets through", () => {
  expect((["all", "added", "failed", "pending"] as const).map((filter) => countOf(job, filter))).toEqual([
    1000, 900, 99, 1,
  ]);
});

it("reads page after page", () => {
  expect(pageOf("failed", 3)).toEqual({ filter: "failed", offset: 100, limit: 50 });
});
