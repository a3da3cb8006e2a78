import { useMemo } from "react";
import { useAppStore } from "../../../store";
import { useCommands } from "../../keyboard/CommandKeys";
import { focusTile } from "../tileElement";
import { wallSlice } from "../wallSlice";
import { tileCommands } from "./tileCommands";
import { handsOf } from "./tileHands";

/** The keys of one tile, as long as the wall is the page. They read the store itself: none comes too late or too early. */
export const useTileCommands = (onPick: () => void): void => {
  const store = useAppStore();
  const handlers = useMemo(
    () =>
      tileCommands({
        wall: () => wallSlice.selectSlice(store.getState()),
        dispatch: store.dispatch,
        ...{ handsOf, focusTile, onPick },
      }),
    [store, onPick],
  );
  useCommands(handlers);
};
