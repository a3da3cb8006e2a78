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

/** How many devices are ticked and not listed; one that is gone from the records is no more. */
export const hiddenCount = (all: readonly DeviceRow[], listed: readonly DeviceRow[], selection: RowSelection): number =>
  selectedRows(all, selection).length - selectedRows(listed, selection).length;

/** Exactly these devices. */
export const selectionOf = (deviceIds: readonly string[]): RowSelection => ({ ids: new Set(deviceIds), anchor: null });

/** With all that are listed; what is ticked and hidden stays so. */
export const withListed = ({ ids, anchor }: RowSelection, listed: readonly DeviceRow[]): RowSelection => {
  const next = new Set(ids);
  for (const { id } of listed) next.add(id);
  return { ids: next, anchor };
};

export const withoutListed = ({ ids, anchor }: RowSelection, listed: readonly DeviceRow[]): RowSelection => {
  const next = new Set(ids);
  for (const { id } of listed) next.delete(id);
  return { ids: next, anchor };
};

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
