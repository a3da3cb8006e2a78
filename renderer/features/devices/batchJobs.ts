import type { BatchFilter, BatchJob, BatchState } from "../../../app/contract/batch";
import type { InputOf } from "../../../app/contract/requests";

export const batchPageSize = 50;

/** Page `page` (from 1) of the devices a filter lets through. */
export const batchPage = (filter: BatchFilter, page: number): InputOf<"batches.read"> => ({
  filter,
  offset: (page - 1) * batchPageSize,
  limit: batchPageSize,
});

/** For who asks about the job and not about its devices; shared, so that it is asked once. */
export const batchQuery = batchPage("all", 1);

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

/** Share of the devices that are through, whole percent; 100 only when nothing is left. */
export const batchPercent = ({ total, done, failed }: BatchJob): number => Math.floor(((done + failed) / total) * 100);
