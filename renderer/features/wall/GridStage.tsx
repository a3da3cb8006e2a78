import { useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Grid, GridCell } from "../../../app/domain/grid";
import {
  around,
  cellsIn,
  mergeCells,
  moveBorder,
  splitCell,
  stepTowards,
  wholeCells,
  withCell,
  type Axis,
} from "../../../app/domain/gridEdit";
import { neighbourOf } from "../../../app/domain/gridNeighbour";
import { areaOf, gridStyle } from "./gridStyle";
import { sideOfKey } from "./sideOfKey";

interface GridStageProps {
  readonly grid: Grid;
  readonly chosen: number | null;
  readonly onChoose: (index: number | null) => void;
  readonly onChange: (grid: Grid | null) => void;
}

const partPerKey = 0.01;

/** Which track lies at `part` (0 to 1) of the whole. */
const trackAt = (shares: readonly number[], part: number): number => {
  const sum = shares.reduce((total, share) => total + share, 0);
  let passed = 0;
  const found = shares.findIndex((share) => {
    passed += share / sum;
    return part < passed;
  });
  return found < 0 ? shares.length - 1 : found;
};

/** Where each border between tracks lies, 0 to 1. */
const borders = (shares: readonly number[]): number[] => {
  const sum = shares.reduce((total, share) => total + share, 0);
  let passed = 0;
  return shares.slice(0, -1).map((share) => (passed += share / sum));
};

/** The grid under the pen: cells to merge and split, borders to move. */
export const GridStage = ({ grid, chosen, onChoose, onChange }: GridStageProps) => {
  const { t } = useTranslation();
  const stage = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState<GridCell | null>(null);
  const anchor = useRef<{ readonly index: number; readonly cell: GridCell } | null>(null);

  const focusCell = (index: number): void => {
    stage.current?.querySelector<HTMLElement>(`[data-cell="${String(index)}"]`)?.focus();
  };

  const squareAt = ({ clientX, clientY }: { clientX: number; clientY: number }, box: DOMRect): GridCell => ({
    column: trackAt(grid.columns, (clientX - box.left) / box.width),
    row: trackAt(grid.rows, (clientY - box.top) / box.height),
    columnSpan: 1,
    rowSpan: 1,
  });

  const onCellDown = (index: number) => (event: PointerEvent<HTMLElement>) => {
    const box = stage.current?.getBoundingClientRect();
    const from = grid.cells[index];
    if (box === undefined || from === undefined || event.button !== 0) return;
    const cell = event.currentTarget;
    cell.setPointerCapture(event.pointerId);
    onChoose(index);
    let area = from;
    const onMove = (moved: globalThis.PointerEvent): void => {
      area = wholeCells(grid, around(from, squareAt(moved, box)));
      setMarked(area);
    };
    cell.addEventListener("pointermove", onMove);
    cell.addEventListener(
      "lostpointercapture",
      () => {
        cell.removeEventListener("pointermove", onMove);
        setMarked(null);
        if (cellsIn(grid, area).length > 1) onChange(mergeCells(grid, area));
      },
      { once: true },
    );
  };

  const onCellKey = (index: number) => (event: KeyboardEvent) => {
    const cell = grid.cells[index];
    const side = sideOfKey[event.key];
    if (cell === undefined) return;
    if (side !== undefined && event.shiftKey) {
      const start = anchor.current?.index === index ? anchor.current.cell : cell;
      const next = stepTowards(grid, cell, start, side);
      const changed = next === null ? null : withCell(grid, index, next);
      if (next !== null && changed !== null) {
        const at = changed.cells.indexOf(next);
        anchor.current = { index: at, cell: start };
        onChange(changed);
        onChoose(at);
        requestAnimationFrame(() => {
          focusCell(at);
        });
      }
    } else if (side !== undefined) {
      const next = neighbourOf(grid, index, side);
      if (next !== null) focusCell(next);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      onChange(splitCell(grid, index));
    } else {
      return;
    }
    event.preventDefault();
  };

  const onBorderDown = (axis: Axis, border: number) => (event: PointerEvent<HTMLElement>) => {
    const box = stage.current?.getBoundingClientRect();
    if (box === undefined || event.button !== 0) return;
    const line = event.currentTarget;
    line.setPointerCapture(event.pointerId);
    const start = { x: event.clientX, y: event.clientY };
    const onMove = ({ clientX, clientY }: globalThis.PointerEvent): void => {
      const part = axis === "columns" ? (clientX - start.x) / box.width : (clientY - start.y) / box.height;
      onChange(moveBorder(grid, axis, border, part));
    };
    line.addEventListener("pointermove", onMove);
    line.addEventListener(
      "lostpointercapture",
      () => {
        line.removeEventListener("pointermove", onMove);
      },
      { once: true },
    );
    event.preventDefault();
  };

  const onBorderKey = (axis: Axis, border: number) => (event: KeyboardEvent) => {
    const back = axis === "columns" ? "ArrowLeft" : "ArrowUp";
    const on = axis === "columns" ? "ArrowRight" : "ArrowDown";
    if (event.key !== back && event.key !== on) return;
    event.preventDefault();
    onChange(moveBorder(grid, axis, border, event.key === on ? partPerKey : -partPerKey));
  };

  const handles = (axis: Axis) =>
    borders(grid[axis]).map((part, border) => (
      <div
        key={`${axis}-${String(border)}`}
        role="separator"
        tabIndex={0}
        className="grid-border"
        data-axis={axis}
        aria-orientation={axis === "columns" ? "vertical" : "horizontal"}
        aria-label={t(axis === "columns" ? "grid.columnBorder" : "grid.rowBorder", { number: border + 1 })}
        aria-valuenow={Math.round(part * 100)}
        style={axis === "columns" ? { left: `${String(part * 100)}%` } : { top: `${String(part * 100)}%` }}
        onPointerDown={onBorderDown(axis, border)}
        onKeyDown={onBorderKey(axis, border)}
      />
    ));

  return (
    <div ref={stage} role="group" aria-label={t("grid.stage")} className="grid-stage" style={gridStyle(grid)}>
      {grid.cells.map((cell, index) => (
        <button
          key={index}
          type="button"
          className="grid-cell"
          data-cell={index}
          aria-label={t("grid.cell", { number: index + 1, columns: cell.columnSpan, rows: cell.rowSpan })}
          aria-pressed={index === chosen}
          style={{ gridArea: areaOf(cell) }}
          onPointerDown={onCellDown(index)}
          onFocus={() => {
            onChoose(index);
          }}
          onKeyDown={onCellKey(index)}
        >
          {index + 1}
        </button>
      ))}
      {marked !== null && <div className="grid-marked" style={{ gridArea: areaOf(marked) }} />}
      {handles("columns")}
      {handles("rows")}
    </div>
  );
};
