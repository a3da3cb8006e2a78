/** One measured figure beside its goal (figures.md). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ratio" | "%" | "MiB" | "ms" | "min" | "count";
  /** Null for what is measured to be read beside a figure: a peer, a floor. */
  readonly goal: number | null;
  readonly ok: boolean;
}

const goals = {
  cpuPerTileToMpv16: { unit: "ratio", goal: 0.9, better: "less" },
  shownShare64: { unit: "%", goal: 95, better: "more" },
  memoryPerTileMiB: { unit: "MiB", goal: 20, better: "less" },
  pictureToPictureP95Ms: { unit: "ms", goal: 300, better: "less" },
  latencyDriftMs: { unit: "ms", goal: 100, better: "less" },
  markedNotLiveMs: { unit: "ms", goal: 2000, better: "less" },
  switchWarmP95Ms: { unit: "ms", goal: 1000, better: "less" },
  switchColdP95Ms: { unit: "ms", goal: 3000, better: "less" },
  recoverP95Ms: { unit: "ms", goal: 3000, better: "less" },
  startToUsableMs: { unit: "ms", goal: 2500, better: "less" },
  longTaskP99Ms: { unit: "ms", goal: 50, better: "less" },
  outcomesHeld: { unit: "%", goal: 100, better: "more" },
  backP95Ms: { unit: "ms", goal: 3000, better: "less" },
  memoryGrowth: { unit: "%", goal: 5, better: "less" },
  handleGrowth: { unit: "%", goal: 5, better: "less" },
  ffmpegGrowth: { unit: "%", goal: 5, better: "less" },
  latencyGrowth: { unit: "%", goal: 5, better: "less" },
  orphans: { unit: "count", goal: 0, better: "less" },
} as const;

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A figure of the table, compared with its goal; what is no number has missed it. */
export const figure = (name: keyof typeof goals, value: number): Figure => {
  const { unit, goal, better } = goals[name];
  const ok = Number.isFinite(value) && (better === "less" ? value <= goal : value >= goal);
  return { name, value: rounded(value), unit, goal, ok };
};

/** A value with no goal of its own, printed beside the figures. */
export const beside = (name: string, value: number, unit: Figure["unit"]): Figure => ({
  name,
  value: rounded(value),
  unit,
  goal: null,
  ok: true,
});
