import { useMemo } from "react";
import { useCommand, type CommandHandler } from "../../keyboard/CommandKeys";
import { handsOf, type TileHands } from "./tileHands";
import { timesPerKey } from "./tileKeys";

/** The keys of a tile's picture while the keyboard is elsewhere, for instance in the tree: they are the chosen tile's. */
export const useTileCommands = (chosen: number | null): void => {
  const run = useMemo(() => {
    const withHands =
      (act: (hands: TileHands) => void): CommandHandler =>
      () => {
        const hands = chosen === null ? undefined : handsOf(chosen);
        if (hands === undefined) return false;
        act(hands);
        return undefined;
      };
    return {
      snapshot: withHands((hands) => {
        hands.takeSnapshot("jpeg");
      }),
      zoomIn: withHands((hands) => {
        hands.zoomBy(timesPerKey);
      }),
      zoomOut: withHands((hands) => {
        hands.zoomBy(1 / timesPerKey);
      }),
      zoomReset: withHands((hands) => {
        hands.resetZoom();
      }),
    };
  }, [chosen]);
  useCommand("snapshot", run.snapshot);
  useCommand("zoomIn", run.zoomIn);
  useCommand("zoomOut", run.zoomOut);
  useCommand("zoomReset", run.zoomReset);
};
