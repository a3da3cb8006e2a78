import type { ImportFilter, ImportJob } from "../../../app/contract/imports";
import type { InputOf } from "../../../app/contract/requests";

export const importPageSize = 50;

/** Page `page` (from 1) of the lines a filter lets through. */
export const importPage = (filter: ImportFilter, page: number): InputOf<"imports.read"> => ({
  filter,
  offset: (page - 1) * importPageSize,
  limit: importPageSize,
});

/** For who asks about the job and not about its lines; shared, so that it is asked once. */
export const jobQuery = importPage("all", 1);

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

/** Share of the lines that are done, whole percent; 100 only when nothing is left. */
export const percentOf = ({ total, added, failed }: ImportJob): number =>
  total === 0 ? 0 : Math.floor(((added + failed) / total) * 100);
