import { useDeferredValue, useMemo } from "react";
import type { Device } from "../../../app/contract/device";
import type { DeviceHealth } from "../../../app/contract/health";
import type { Site } from "../../../app/contract/site";
import { useListHealthQuery, useListSitesQuery } from "../../contractApi";
import { search, wordsOf } from "../tree/treeSearch";
import { useSearchIndex } from "../tree/useSearchIndex";
import { deviceRows, searchableOf, type DeviceRow } from "./deviceRows";
import { passes, sortRows, wholeTable, type RowFilter, type RowSort } from "./rowFilter";

const noSites: readonly Site[] = [];
const noHealth: Readonly<Record<string, DeviceHealth>> = {};

interface Asked {
  readonly devices: readonly Device[];
  readonly sites: readonly Site[];
  readonly health: Readonly<Record<string, DeviceHealth>>;
  readonly text: string;
  readonly filter: RowFilter;
  readonly sort: RowSort | null;
}

/** The page stands before its rows do. */
const nothingYet: Asked = {
  ...{ devices: [], sites: noSites, health: noHealth },
  ...{ text: "", filter: wholeTable, sort: null },
};

/**
 * Every device as a row, and those of them that are listed, in their order. What is typed or clicked goes before listing:
 * the rows follow as the page finds time, in slices, whatever there was to list anew.
 */
export const useDeviceRows = (
  allDevices: readonly Device[],
  wanted: Pick<Asked, "text" | "filter" | "sort">,
): {
  readonly all: readonly DeviceRow[];
  readonly listed: readonly DeviceRow[];
  /** That they are listed in. */
  readonly sort: RowSort | null;
  /** They are not yet those that are asked for. */
  readonly behind: boolean;
} => {
  const { data: allSites = noSites } = useListSitesQuery({});
  const { data: allHealth = noHealth } = useListHealthQuery({});
  const asked = useMemo(
    (): Asked => ({
      ...{ devices: allDevices, sites: allSites, health: allHealth },
      ...{ text: wanted.text, filter: wanted.filter, sort: wanted.sort },
    }),
    [allDevices, allSites, allHealth, wanted.text, wanted.filter, wanted.sort],
  );
  const shown = useDeferredValue(asked, nothingYet);
  const { devices, sites, health, text, filter, sort } = shown;

  const searchables = useMemo(() => {
    const siteOf = new Map(sites.map((site) => [site.id, site]));
    return devices.map((device) => searchableOf(device, siteOf.get(device.siteId ?? "")));
  }, [devices, sites]);
  const index = useSearchIndex(searchables);
  const found = useMemo(() => {
    const words = wordsOf(text);
    return words.length === 0 ? null : search(searchables, index, words).found;
  }, [searchables, index, text]);

  const all = useMemo(() => deviceRows(devices, sites, health), [devices, sites, health]);
  const listed = useMemo(() => {
    const passed = all.filter((row, at) => found?.[at] !== 0 && passes(row, filter));
    return sortRows(passed, sort);
  }, [all, found, filter, sort]);
  return { all, listed, sort, behind: shown !== asked };
};
