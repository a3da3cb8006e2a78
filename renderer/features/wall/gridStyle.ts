import type { CSSProperties } from "react";
import type { Grid, GridCell } from "../../../app/domain/grid";

const tracks = (shares: readonly number[]): string =>
  shares.map((share) => `minmax(0, ${String(Number(share.toFixed(6)))}fr)`).join(" ");

/** A grid as style sheets say it: fills what it is given, whatever its aspect. */
export const gridStyle = ({ columns, rows }: Grid): CSSProperties => ({
  gridTemplate: `${tracks(rows)} / ${tracks(columns)}`,
});

/** A cell's `grid-area`. */
export const areaOf = ({ column, row, columnSpan, rowSpan }: GridCell): string =>
  `${String(row + 1)} / ${String(column + 1)} / span ${String(rowSpan)} / span ${String(columnSpan)}`;
