import { useDeferredValue, useMemo } from "react";
import type { Device } from "../../../app/contract/device";
import type { DeviceHealth } from "../../../app/contract/health";
import type { Site } from "../../../app/contract/site";
import { useListHealthQuery, useListSitesQuery } from "../../contractApi";
import { search, wordsOf } from "../tree/treeSearch";
import { useSearchIndex } from "../tree/useSearchIndex";
import { deviceRows, searchableOf, type DeviceRow } from "./deviceRows";
import { passes, sortRows, type RowFilter, type RowSort } from "./rowFilter";

const noSites: readonly Site[] = [];
const noHealth: Readonly<Record<string, DeviceHealth>> = {};

/** Every device as a row, and those of them that are listed, in their order. */
export const useDeviceRows = (
  devices: readonly Device[],
  wanted: { readonly text: string; readonly filter: RowFilter; readonly sort: RowSort | null },
): { readonly all: readonly DeviceRow[]; readonly listed: readonly DeviceRow[] } => {
  const { data: sites = noSites } = useListSitesQuery({});
  const { data: health = noHealth } = useListHealthQuery({});
  // Typing goes before listing.
  const text = useDeferredValue(wanted.text);
  const { filter, sort } = wanted;

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
  return { all, listed };
};
