import { array, assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { supersededBackups, type Backup } from "../../../app/database/backupFolder";
import { fileTime, utcMsOfFileTime } from "../../../app/database/fileTime";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const start = Date.UTC(2026, 0, 15, 8, 30);

const at = (atUtcMs: number): Backup => ({ file: `backup-${fileTime(atUtcMs)}.db`, atUtcMs });

const kept = (backups: readonly Backup[]): readonly Backup[] => {
  const superseded = new Set(supersededBackups(backups));
  return backups.filter((backup) => !superseded.has(backup));
};

test("of thirty days of hourly backups, 24 hours and 7 days stay", () => {
  const backups = Array.from({ length: 30 * 24 }, (_, index) => at(start - index * hourMs));
  const ages = kept(backups).map(({ atUtcMs }) => (start - atUtcMs) / hourMs);
  expect(ages.slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, index) => index));
  // The last of each earlier day, 23:30 UTC; yesterday's stands among the hourly ones.
  expect(ages.slice(24)).toEqual([33, 57, 81, 105, 129]);
});

test("many backups within one hour push none of the other hours out", () => {
  const restarts = Array.from({ length: 50 }, (_, index) => at(start - index * 20_000));
  const before = Array.from({ length: 10 }, (_, index) => at(start - (index + 1) * hourMs));
  expect(kept([...restarts, ...before])).toEqual(expect.arrayContaining(before));
});

test("whatever there is: the newest stays, no more than 31 stay, and keeping again changes nothing", () => {
  assert(
    property(array(integer({ min: start - 40 * dayMs, max: start }), { minLength: 1, maxLength: 200 }), (times) => {
      const backups = [...new Set(times)].sort((one, other) => other - one).map(at);
      const once = kept(backups);
      expect(once[0]).toBe(backups[0]);
      expect(once.length).toBeLessThanOrEqual(31);
      expect(kept(once)).toEqual(once);
      const days = (of: readonly Backup[]): number[] => [
        ...new Set(of.map(({ atUtcMs }) => Math.floor(atUtcMs / dayMs))),
      ];
      expect(days(once).slice(0, 7)).toEqual(days(backups).slice(0, 7));
    }),
  );
});

test("a moment survives its file name to the second", () => {
  assert(
    property(integer({ min: 0, max: Date.UTC(2100, 0) }), (utcMs) => {
      expect(utcMsOfFileTime(fileTime(utcMs))).toBe(Math.floor(utcMs / 1000) * 1000);
    }),
  );
  for (const text of ["", "20260115", "20261315T083000Z", "20260115T083000", "20260115T083000Z.partial"])
    expect(utcMsOfFileTime(text)).toBeNull();
});
