import type { Grid, GridCell } from "../../../app/domain/grid";

const widthPx = 48;
const heightPx = 27;
const gapPx = 1;

/** Where a span of tracks begins and how long it is, of `lengthPx`. */
const along = (shares: readonly number[], start: number, span: number, lengthPx: number): readonly [number, number] => {
  const sum = shares.reduce((total, share) => total + share, 0);
  const until = (index: number): number =>
    (shares.slice(0, index).reduce((total, share) => total + share, 0) / sum) * lengthPx;
  return [until(start), until(start + span) - until(start)];
};

const rectOf = (grid: Grid, cell: GridCell) => {
  const [x, width] = along(grid.columns, cell.column, cell.columnSpan, widthPx);
  const [y, height] = along(grid.rows, cell.row, cell.rowSpan, heightPx);
  return { x, y, width: Math.max(0.5, width - gapPx), height: Math.max(0.5, height - gapPx) };
};

/** A grid, small. */
export const GridPictogram = ({ grid }: { readonly grid: Grid }) => (
  <svg
    className="grid-pictogram"
    width={widthPx}
    height={heightPx}
    viewBox={`0 0 ${String(widthPx)} ${String(heightPx)}`}
    aria-hidden="true"
  >
    {grid.cells.map((cell, index) => (
      <rect key={index} {...rectOf(grid, cell)} />
    ))}
  </svg>
);
