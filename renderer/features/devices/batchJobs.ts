import type { BatchFilter, BatchJob, BatchState } from "../../../app/contract/batch";
import { pageOf, percentThrough } from "./jobPages";

/** For who asks about the job and not about its devices; shared, so that it is asked once. */
export const batchQuery = pageOf<BatchFilter>("all", 1);

const workStates: readonly BatchState[] = ["trying", "running", "stopping"];

/** As long as it is, no other job can begin. */
export const isAtWork = (job: BatchJob | null): boolean => job !== null && workStates.includes(job.state);

/** How many devices a filter lets through. */
export const batchCount = ({ total, done, failed }: BatchJob, filter: BatchFilter): number => {
  switch (filter) {
    case "all":
      return total;
    case "done":
      return done;
    case "failed":
      return failed;
    case "left":
      return total - done - failed;
  }
};

export const batchPercent = ({ total, done, failed }: BatchJob): number => percentThrough(done + failed, total);
