import { elementAt, textAt, type XmlElement } from "./xml";
import { namespaces } from "./soap";

/**
 * The device's time in `GetSystemDateAndTimeResponse`, ms since 1970 UTC; null when it tells none that can be read.
 * `UTCDateTime` when it is there, else `LocalDateTime` with the POSIX time zone.
 */
export const readDeviceTime = (response: XmlElement): number | null => {
  const time = elementAt(response, namespaces.device, "SystemDateAndTime");
  if (time === undefined) return null;
  const utc = readDateTime(elementAt(time, namespaces.schema, "UTCDateTime"));
  if (utc !== null) return utc;
  const local = readDateTime(elementAt(time, namespaces.schema, "LocalDateTime"));
  const summer = ["true", "1"].includes(textAt(time, namespaces.schema, "DaylightSavings").toLowerCase());
  const eastMs = readTimeZone(textAt(time, namespaces.schema, "TimeZone", "TZ"), summer);
  return local === null || eastMs === null ? null : local - eastMs;
};

/** Device clock minus workstation clock, the device having read its clock in the middle of the round trip. */
export const clockOffset = (deviceMs: number, sentAtUtcMs: number, roundTripMs: number): number =>
  Math.round(deviceMs - (sentAtUtcMs + roundTripMs / 2));

const readDateTime = (element: XmlElement | undefined): number | null => {
  if (element === undefined) return null;
  const number = (group: string, name: string): number => {
    const text = textAt(element, namespaces.schema, group, name);
    return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  };
  const [year, month, day] = [number("Date", "Year"), number("Date", "Month"), number("Date", "Day")];
  const [hour, minute, second] = [number("Time", "Hour"), number("Time", "Minute"), number("Time", "Second")];
  // A leap second is written 60. A clock that lost its battery says 1970 or 2000: a time like any other.
  const sane = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour <= 23 && minute <= 59 && second <= 60;
  return sane && year >= 1970 ? Date.UTC(year, month - 1, day, hour, minute, second) : null;
};

/**
 * How far a POSIX time zone lies east of UTC, ms: `CST-8` is eight hours east, for POSIX counts westwards. With
 * `summer`, the daylight time named in it: an hour more, or what it says (`CST-8CDT-9`).
 */
const readTimeZone = (zone: string, summer: boolean): number | null => {
  const name = "(?:<[^>]{1,20}>|[A-Za-z]{3,20})";
  const offset = "([+-]?)(\\d{1,2})(?::(\\d{1,2}))?(?::(\\d{1,2}))?";
  const match = new RegExp(`^${name}${offset}(${name}(?:${offset})?)?`).exec(zone.trim());
  if (match === null) return null;
  const east = (at: number): number => {
    const [sign, hours, minutes, seconds] = match.slice(at, at + 4);
    const westS = Number(hours) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
    return (sign === "-" ? westS : -westS) * 1000;
  };
  if (!summer || match[5] === undefined) return east(1);
  return match[7] === undefined ? east(1) + 3_600_000 : east(6);
};
