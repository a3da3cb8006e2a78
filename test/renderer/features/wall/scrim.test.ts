import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { schemes } from "../../../../renderer/theme/tokens";

const css = readFileSync(join(import.meta.dirname, "../../../../renderer/features/wall/wall.css"), "utf8");

/** WCAG 2.1 relative luminance of 0 to 255 each. */
const luminance = (parts: readonly number[]): number => {
  const [red = 0, green = 0, blue = 0] = parts.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

it.each(["text", "quiet", "accent", "trouble"] as const)("%s on the scrim can be read over white snow", (name) => {
  const [, ...written] = /--scrim: rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)/.exec(css) ?? [];
  const [red = 0, green = 0, blue = 0, percent = 0] = written.map(Number);
  expect(percent).toBeGreaterThan(0);
  const behind = [red, green, blue].map((part) => (part * percent + 255 * (100 - percent)) / 100);
  const words = [1, 3, 5].map((start) => Number.parseInt(schemes.dark[name].slice(start, start + 2), 16));
  expect((luminance(words) + 0.05) / (luminance(behind) + 0.05)).toBeGreaterThanOrEqual(4.5);
});
