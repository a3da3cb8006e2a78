import { useMemo, useRef, type RefObject } from "react";
import { flushSync } from "react-dom";
import { useAppStore } from "../../store";
import { focusSearch, focusTree } from "../tree/DeviceTree";
import { listToggled, selectListShown } from "./wallSlice";

interface TreeReach {
  /** Around the rows of the tree. */
  readonly box: RefObject<HTMLDivElement | null>;
  /** To the rows; to the search where they were not on screen yet. */
  readonly toRows: () => void;
  readonly toSearch: () => void;
}

/** The ways of the keyboard into the tree, which comes back for it where it was put away. */
export const useTreeReach = (): TreeReach => {
  const store = useAppStore();
  const box = useRef<HTMLDivElement>(null);
  return useMemo(() => {
    const show = (): void => {
      if (selectListShown(store.getState())) return;
      // At once: the next letter is already meant for the search.
      flushSync(() => {
        store.dispatch(listToggled());
      });
    };
    return {
      box,
      toRows: () => {
        show();
        if (!focusTree(box.current)) focusSearch(box.current);
      },
      toSearch: () => {
        show();
        focusSearch(box.current);
      },
    };
  }, [store]);
};
