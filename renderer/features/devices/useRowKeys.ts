import type { TableRef } from "antd/es/table";
import type { KeyboardEvent, RefObject } from "react";
import type { DeviceRow } from "./deviceRows";

const pageRows = 10;

const targetOf = (key: string, at: number, count: number): number | null => {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, last);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "PageDown":
      return Math.min(at + pageRows, last);
    case "PageUp":
      return Math.max(at - pageRows, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
};

/**
 * Where the table has to scroll, px, so that the row so many below another is in sight; null: it is. All rows are of one
 * height. By its own `key` the table would draw what is in sight over and over until it has found the place.
 */
const scrollTopFor = (row: HTMLElement, rowsBelow: number): number | null => {
  const table = row.closest('[role="table"]');
  if (table === null) return null;
  const { top: rowTop, height } = row.getBoundingClientRect();
  const { scrollTop, clientHeight } = table;
  const top = scrollTop + rowTop - table.getBoundingClientRect().top + rowsBelow * height;
  if (top < scrollTop) return top;
  return top + height > scrollTop + clientHeight ? top + height - clientHeight : null;
};

/** Moves the keyboard from row to row, also to rows that are not drawn: the same control of the other row has it then. */
export const useRowKeys = (table: RefObject<TableRef | null>, rows: readonly DeviceRow[]) => {
  return (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !(event.target instanceof HTMLElement)) return;
    const box = event.currentTarget;
    const row = event.target.closest<HTMLElement>("[data-row-key]");
    const at = rows.findIndex(({ id }) => id === row?.dataset["rowKey"]);
    const target = row === null || at < 0 ? null : targetOf(event.key, at, rows.length);
    const next = target === null ? undefined : rows[target];
    if (row === null || target === null || next === undefined) return;
    event.preventDefault();
    const place = [...row.querySelectorAll("input, button")].indexOf(event.target);
    const top = scrollTopFor(row, target - at);
    if (top !== null) table.current?.scrollTo({ top });
    // The row is drawn once the table has scrolled.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        const controls = box.querySelectorAll<HTMLElement>(
          `[data-row-key="${CSS.escape(next.id)}"] :is(input, button)`,
        );
        controls[Math.max(place, 0)]?.focus({ preventScroll: true });
      });
    });
  };
};
