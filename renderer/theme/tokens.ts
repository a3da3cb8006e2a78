/**
 * Every colour and measure of the desk, once. Contrast against `ground` and `panel` is held by a test: text 4.5:1,
 * alarm text 7:1. The four alarm colours belong to alarms alone; trouble that is not an alarm is told by shape, word
 * and the pale `trouble`.
 */
export const colours = {
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

/** One scale for gaps and paddings, px. */
export const spacingPx = { xs: 4, s: 8, m: 12, l: 16, xl: 24, xxl: 40 } as const;

export const fontFamily =
  '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif';

/** The tokens as custom properties for style sheets: `--accent`, `--space-m`. */
export const cssVariables = (): Record<string, string> => ({
  ...Object.fromEntries(Object.entries(colours).map(([name, value]) => [`--${name}`, value])),
  ...Object.fromEntries(Object.entries(spacingPx).map(([name, value]) => [`--space-${name}`, `${String(value)}px`])),
  "--font": fontFamily,
});
