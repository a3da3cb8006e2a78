import { useState, type PointerEvent, type RefObject } from "react";
import { sameCell, type Grid, type GridCell } from "../../../app/domain/grid";
import type { Side } from "../../../app/domain/gridEdit";
import { areaOf } from "./gridStyle";
import "./tileEdges.css";

interface TileEdgesProps {
  readonly grid: Grid;
  readonly cell: GridCell;
  readonly wall: RefObject<HTMLElement | null>;
  readonly onSpan: (cell: GridCell) => void;
}

const sides: readonly Side[] = ["left", "right", "up", "down"];

/** The track line that is nearest to `part` (0 to 1) of the whole. */
const nearestLine = (shares: readonly number[], part: number): number => {
  const sum = shares.reduce((total, share) => total + share, 0);
  let passed = 0;
  let best = { line: 0, away: part };
  shares.forEach((share, index) => {
    passed += share / sum;
    const away = Math.abs(passed - part);
    if (away < best.away) best = { line: index + 1, away };
  });
  return best.line;
};

/** `cell` with its edge on that side at that line; one track wide at least. */
const drawnTo = (cell: GridCell, side: Side, line: number): GridCell => {
  const right = cell.column + cell.columnSpan;
  const bottom = cell.row + cell.rowSpan;
  switch (side) {
    case "left": {
      const column = Math.min(line, right - 1);
      return { ...cell, column, columnSpan: right - column };
    }
    case "right":
      return { ...cell, columnSpan: Math.max(1, line - cell.column) };
    case "up": {
      const row = Math.min(line, bottom - 1);
      return { ...cell, row, rowSpan: bottom - row };
    }
    case "down":
      return { ...cell, rowSpan: Math.max(1, line - cell.row) };
  }
};

/** The edges of the chosen tile, to be drawn out over its neighbours and back in. Keys do the same: Shift and arrows. */
export const TileEdges = ({ grid, cell, wall, onSpan }: TileEdgesProps) => {
  const [drawn, setDrawn] = useState<GridCell | null>(null);

  const onPointerDown = (side: Side) => (event: PointerEvent<HTMLElement>) => {
    const box = wall.current?.getBoundingClientRect();
    if (box === undefined || event.button !== 0) return;
    const edge = event.currentTarget;
    edge.setPointerCapture(event.pointerId);
    let next = cell;
    const onMove = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      const across = side === "left" || side === "right";
      const line = across
        ? nearestLine(grid.columns, (clientX - box.left) / box.width)
        : nearestLine(grid.rows, (clientY - box.top) / box.height);
      next = drawnTo(cell, side, line);
      setDrawn((before) => (before !== null && sameCell(before, next) ? before : next));
    };
    edge.addEventListener("pointermove", onMove);
    edge.addEventListener(
      "lostpointercapture",
      () => {
        edge.removeEventListener("pointermove", onMove);
        setDrawn(null);
        if (!sameCell(next, cell)) onSpan(next);
      },
      { once: true },
    );
    event.preventDefault();
  };

  return (
    <>
      <div className="tile-edges" aria-hidden="true" style={{ gridArea: areaOf(cell) }}>
        {sides.map((side) => (
          <div key={side} className="tile-edge" data-side={side} onPointerDown={onPointerDown(side)} />
        ))}
      </div>
      {drawn !== null && <div className="tile-drawn" aria-hidden="true" style={{ gridArea: areaOf(drawn) }} />}
    </>
  );
};
