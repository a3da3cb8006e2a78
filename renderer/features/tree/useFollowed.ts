import { startTransition, useEffect, useState } from "react";
import { useStore } from "react-redux";
import type { RootState } from "../../store";

/**
 * What `select` (stable, please) finds in the store, followed when the page has time for it: a change of it renders in
 * slices that make way for input and pictures, and no sooner than `pauseMs` after it. For what thousands of rows hang on.
 */
export const useFollowed = <Value>(select: (state: RootState) => Value, pauseMs: number): Value => {
  const store = useStore<RootState>();
  const [value, setValue] = useState(() => select(store.getState()));

  useEffect(() => {
    let followed: Value | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      timer = undefined;
      const next = select(store.getState());
      followed = next;
      startTransition(() => {
        setValue(() => next);
      });
    };
    // Whatever changed since the first render.
    follow();
    const leave = store.subscribe(() => {
      if (select(store.getState()) === followed) return;
      if (pauseMs === 0) follow();
      else timer ??= setTimeout(follow, pauseMs);
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [store, select, pauseMs]);

  return value;
};
