/** A moment as part of a file name, to the second: `20260115T083000Z` (ISO 8601 basic form, UTC). */
export const fileTime = (utcMs: number): string =>
  new Date(utcMs).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");

/** The moment a {@link fileTime} names, or null. */
export const utcMsOfFileTime = (text: string): number | null => {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second] = parts;
  const utcMs = Date.parse(`${year ?? ""}-${month ?? ""}-${day ?? ""}T${hour ?? ""}:${minute ?? ""}:${second ?? ""}Z`);
  return Number.isNaN(utcMs) ? null : utcMs;
};
