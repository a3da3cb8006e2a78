import { useEffect, useMemo, useState } from "react";
import type { ReadingsOf } from "./pinyinMatch";
import { fetchReadings, noReadings } from "./readings";
import { readLetters, searchIndexOf, type Searchable, type SearchIndex } from "./treeSearch";

/** Fetched once for the page, whichever trees come and go. */
let fetched: ReadingsOf | null = null;

/**
 * The index of a tree, made once for each change of the records. Its pinyin is read ahead in slices while the page has
 * nothing else to do; a search that comes before reads the rest itself.
 */
export const useSearchIndex = (nodes: readonly Searchable[]): SearchIndex => {
  const [readingsOf, setReadings] = useState<ReadingsOf>(() => fetched ?? noReadings);

  useEffect(() => {
    if (fetched !== null) return undefined;
    let wanted = true;
    void fetchReadings().then((readings) => {
      fetched = readings;
      if (wanted) setReadings(() => readings);
    });
    return () => {
      wanted = false;
    };
  }, []);

  const index = useMemo(() => searchIndexOf(nodes, readingsOf), [nodes, readingsOf]);

  useEffect(() => {
    if (index.readingsOf === noReadings) return undefined;
    let waiting = 0;
    const readOn = (): void => {
      if (readLetters(index)) waiting = requestIdleCallback(readOn);
    };
    waiting = requestIdleCallback(readOn);
    return () => {
      cancelIdleCallback(waiting);
    };
  }, [index]);

  return index;
};
