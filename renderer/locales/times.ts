import dayjs from "dayjs";

/** `14:03:27`, the workstation's own time zone. */
export const timeOf = (utcMs: number): string => dayjs(utcMs).format("HH:mm:ss");

/** `2026-11-24`. */
export const dateOf = (utcMs: number): string => dayjs(utcMs).format("YYYY-MM-DD");

/** `2026-11-24 14:03:27.123`, for what is kept. */
export const fullMomentOf = (utcMs: number): string => dayjs(utcMs).format("YYYY-MM-DD HH:mm:ss.SSS");

/** `14:03:27` today, with its date on any other day. */
export const momentOf = (utcMs: number, nowUtcMs: number): string =>
  dateOf(utcMs) === dateOf(nowUtcMs) ? timeOf(utcMs) : `${dateOf(utcMs)} ${timeOf(utcMs)}`;
