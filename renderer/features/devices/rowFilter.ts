import type { DeviceRow, RowState } from "./deviceRows";
import { rowStates } from "./deviceRows";

/** No site, no maker told: a choice of its own beside the named ones. */
export const none = "";

/** What of the table is listed; null: whichever it is. */
export interface RowFilter {
  readonly state: RowState | null;
  /** {@link none}: those in no site. */
  readonly siteId: string | null;
  /** {@link none}: those that tell no maker. */
  readonly maker: string | null;
}

export const wholeTable: RowFilter = { state: null, siteId: null, maker: null };

export const passes = ({ state, site, device }: DeviceRow, filter: RowFilter): boolean =>
  (filter.state === null || filter.state === state) &&
  (filter.siteId === null || filter.siteId === (site?.id ?? none)) &&
  (filter.maker === null || filter.maker === device.manufacturer);

export const countStates = (rows: readonly DeviceRow[]): Readonly<Record<RowState, number>> => {
  const counts = { offline: 0, loginRefused: 0, unknown: 0, online: 0 };
  for (const { state } of rows) counts[state] += 1;
  return counts;
};

/** Columns that the table can be sorted by. */
export type SortKey = "name" | "address" | "state" | "site" | "model" | "firmware" | "clock" | "channels";

export interface RowSort {
  readonly key: SortKey;
  readonly order: "ascend" | "descend";
}

const words = new Intl.Collator("zh-CN", { numeric: true });

const compare: Readonly<Record<SortKey, (one: DeviceRow, other: DeviceRow) => number>> = {
  name: (one, other) => words.compare(one.device.name, other.device.name),
  address: (one, other) => words.compare(one.address, other.address),
  // What needs a hand first.
  state: (one, other) => rowStates.indexOf(one.state) - rowStates.indexOf(other.state),
  site: (one, other) => words.compare(one.site?.name ?? "", other.site?.name ?? ""),
  model: (one, other) => words.compare(one.model, other.model),
  firmware: (one, other) => words.compare(firmwareOf(one), firmwareOf(other)),
  clock: (one, other) => Math.abs(one.clockOffsetMs ?? 0) - Math.abs(other.clockOffsetMs ?? 0),
  channels: (one, other) => one.device.cameras.length - other.device.cameras.length,
};

export const firmwareOf = ({ health, device }: DeviceRow): string => health?.firmwareVersion ?? device.firmwareVersion;

/** Rows in the order a person asked for; as the records have them where none was. */
export const sortRows = (rows: readonly DeviceRow[], sort: RowSort | null): readonly DeviceRow[] => {
  if (sort === null) return rows;
  const direction = sort.order === "ascend" ? 1 : -1;
  return rows.toSorted((one, other) => direction * compare[sort.key](one, other));
};
