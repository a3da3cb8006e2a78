export const linesPerPage = 50;

/** Page `page` (from 1) of what a filter lets through. */
export const pageOf = <Filter>(filter: Filter, page: number) => ({
  filter,
  offset: (page - 1) * linesPerPage,
  limit: linesPerPage,
});

/** Share that is through, whole percent; 100 only when nothing is left. */
export const percentThrough = (through: number, total: number): number =>
  total === 0 ? 0 : Math.floor((through / total) * 100);
