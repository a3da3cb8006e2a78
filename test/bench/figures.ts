/** One measured figure beside its goal (figures.md). */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ratio" | "%" | "MiB" | "ms";
  /** Null for what is measured to be read beside a figure: a peer, a floor. */
  readonly goal: number | null;
  readonly ok: boolean;
}

const goals = {
  cpuPerTileToMpv16: { unit: "ratio", goal: 0.9, better: "less" },
  shownShare64: { unit: "%", goal: 95, better: "more" },
  memoryPerTileMiB: { unit: "MiB", goal: 20, better: "less" },
  startToUsableMs: { unit: "ms", goal: 2500, better: "less" },
} as const;

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A figure of the table, compared with its goal. */
export const figure = (name: keyof typeof goals, value: number): Figure => {
  const { unit, goal, better } = goals[name];
  return { name, value: rounded(value), unit, goal, ok: better === "less" ? value <= goal : value >= goal };
};

/** A value with no goal of its own, printed beside the figures. */
export const beside = (name: string, value: number, unit: Figure["unit"]): Figure => ({
  name,
  value: rounded(value),
  unit,
  goal: null,
  ok: true,
});
