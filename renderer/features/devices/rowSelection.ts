import type { DeviceRow } from "./deviceRows";

/** Devices that are ticked, and from where Shift reaches. */
export interface RowSelection {
  readonly ids: ReadonlySet<string>;
  readonly anchor: string | null;
}

export const nothingSelected: RowSelection = { ids: new Set(), anchor: null };

/** What of the ticked devices is listed: nothing is done to a device that is out of sight. */
export const selectedRows = (rows: readonly DeviceRow[], { ids }: RowSelection): DeviceRow[] =>
  rows.filter(({ id }) => ids.has(id));

/** Ticks a device, or unticks it. */
export const toggled = ({ ids }: RowSelection, id: string): RowSelection => {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
};

/** Ticks the rows from the anchor to a device, both with them, in the order they are listed. */
export const reachedTo = (selection: RowSelection, rows: readonly DeviceRow[], id: string): RowSelection => {
  const from = rows.findIndex((row) => row.id === selection.anchor);
  const to = rows.findIndex((row) => row.id === id);
  if (from < 0 || to < 0) return toggled(selection, id);
  const reached = rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => row.id);
  return { ids: new Set([...selection.ids, ...reached]), anchor: selection.anchor };
};
