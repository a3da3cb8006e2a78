import { expect, it } from "vitest";
import { clockOffsetText } from "../../../../renderer/features/devices/clockOffset";

it.each([
  [0, "0.0"],
  [-40, "0.0"],
  [449, "+0.4"],
  [-3_600_000, "−3600.0"],
])("%i ms reads %s", (offsetMs, text) => {
  expect(clockOffsetText(offsetMs)).toBe(text);
});
