import { describe, expect, it } from "vitest";
import { schemes, tokenStyles, type Scheme } from "../../../renderer/theme/tokens";

/** WCAG 2.1 relative luminance of `#rrggbb`. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
};

/** Of the light scheme nothing is written on a picture: what lies there is dark in every scheme. */
const schemesAndGrounds = [
  ["dark", ["ground", "panel", "raised", "picture"]],
  ["light", ["ground", "panel", "raised"]],
] as const satisfies readonly (readonly [Scheme, readonly (keyof typeof schemes.dark)[]])[];

describe.each(schemesAndGrounds)("the colours of the %s desk", (scheme, grounds) => {
  const colours = schemes[scheme];

  it.each(["text", "quiet", "faint", "accent", "trouble"] as const)("%s can be read on every ground", (name) => {
    for (const ground of grounds) expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(["alarm1", "alarm2", "alarm3", "alarm4"] as const)("%s stands out on the grounds of alarms", (name) => {
    for (const ground of grounds.filter((one) => one !== "raised")) {
      expect(contrast(colours[name], colours[ground])).toBeGreaterThanOrEqual(7);
    }
  });

  it("can be read on the accent", () => {
    expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
  });
});

it("keeps what lies on pictures dark in a bright room", () => {
  const [root = "", onPicture = ""] = tokenStyles("light").split("\n");
  expect(root).toContain(`--text: ${schemes.light.text}`);
  expect(onPicture).toContain(`--text: ${schemes.dark.text}`);
});
