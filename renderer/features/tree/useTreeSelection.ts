import { useCallback, useMemo, useRef, useState } from "react";
import { rangeBetween } from "./treeRange";
import type { TreeNode } from "./treeNodes";

interface Modifiers {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

export interface TreeSelection {
  readonly keys: readonly string[];
  has(key: string): boolean;
  /** A click or the space bar: alone, one more or less with Ctrl, up to here with Shift. */
  choose(key: string, modifiers: Modifiers): void;
  only(key: string): void;
  clear(): void;
}

/** Which rows are selected; what is no longer shown is not. */
export const useTreeSelection = (order: readonly TreeNode[]): TreeSelection => {
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const anchor = useRef<string | null>(null);
  const shown = useMemo(() => new Set(order.map(({ key }) => key)), [order]);
  const keys = useMemo(() => chosen.filter((key) => shown.has(key)), [chosen, shown]);
  const held = useMemo(() => new Set(keys), [keys]);
  const only = useCallback((key: string): void => {
    anchor.current = key;
    setChosen([key]);
  }, []);
  return {
    keys,
    has: (key) => held.has(key),
    choose: (key, { ctrlKey, metaKey, shiftKey }) => {
      if (shiftKey && anchor.current !== null && shown.has(anchor.current)) {
        setChosen(rangeBetween(order, anchor.current, key));
      } else if (ctrlKey || metaKey) {
        anchor.current = key;
        setChosen(held.has(key) ? keys.filter((other) => other !== key) : [...keys, key]);
      } else {
        only(key);
      }
    },
    only,
    clear: () => {
      setChosen([]);
    },
  };
};
