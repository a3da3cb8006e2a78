/**
 * Every colour and measure of the desk, once. Contrast against the grounds is held by a test: text 4.5:1, alarm text
 * 7:1. The four alarm colours belong to alarms alone; trouble that is not an alarm is told by shape, word and the pale
 * `trouble`.
 */
const dark = {
  ground: "#090c0f",
  panel: "#10151a",
  raised: "#182028",
  line: "#27323c",
  picture: "#000000",
  text: "#dde5ec",
  quiet: "#93a4b3",
  faint: "#7c8d9c",
  accent: "#45b8a4",
  onAccent: "#04110f",
  trouble: "#d9b8d4",
  /** GB/T 28181 priorities 1 to 4, the highest first. */
  alarm1: "#ff7b72",
  alarm2: "#ffa657",
  alarm3: "#f2d24b",
  alarm4: "#79b8ff",
} as const;

export type Colours = Readonly<Record<keyof typeof dark, string>>;

/** For rooms with daylight. Pictures keep the dark grounds and words around them (`.on-picture`). */
const light: Colours = {
  ground: "#eef1f4",
  panel: "#ffffff",
  raised: "#e1e7ec",
  line: "#b9c4ce",
  picture: "#000000",
  text: "#16202a",
  quiet: "#43525f",
  faint: "#52616e",
  accent: "#0a6457",
  onAccent: "#ffffff",
  trouble: "#7b2468",
  alarm1: "#9c1010",
  alarm2: "#7a3d00",
  alarm3: "#5c4b00",
  alarm4: "#0a4689",
};

export const schemes = { dark, light } as const;
export type Scheme = keyof typeof schemes;

/** One scale for gaps and paddings, px. */
export const spacingPx = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 40 } as const;

export const fontFamily =
  '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, "Noto Color Emoji", "Segoe UI Emoji", sans-serif';

const declarations = (colours: Colours): string =>
  Object.entries(colours)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(" ");

/**
 * The tokens as custom properties for style sheets: `--accent`, `--space-m`. What lies on pictures (`.on-picture`) is
 * dark in every scheme.
 */
export const tokenStyles = (scheme: Scheme): string => {
  const spaces = Object.entries(spacingPx).map(([name, px]) => `--space-${name}: ${String(px)}px;`);
  return [
    `:root { color-scheme: ${scheme}; --font: ${fontFamily}; ${spaces.join(" ")} ${declarations(schemes[scheme])} }`,
    `.on-picture { color-scheme: dark; ${declarations(dark)} }`,
  ].join("\n");
};
