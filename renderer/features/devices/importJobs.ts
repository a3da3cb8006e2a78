import type { ImportFilter, ImportJob } from "../../../app/contract/imports";
import { pageOf, percentThrough } from "./jobPages";

/** For who asks about the job and not about its lines; shared, so that it is asked once. */
export const jobQuery = pageOf<ImportFilter>("all", 1);

/** How many lines a filter lets through. */
export const countOf = (job: ImportJob, filter: ImportFilter): number => {
  switch (filter) {
    case "all":
      return job.total;
    case "added":
      return job.added;
    case "failed":
      return job.failed;
    case "pending":
      return job.total - job.added - job.failed;
  }
};

export const percentOf = ({ total, added, failed }: ImportJob): number => percentThrough(added + failed, total);
