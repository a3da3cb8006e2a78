import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { sharedFrameTally, type TalliedFrames } from "./frameTally";
import { decide, ladderStart, ladderTable, relaid, rungsAt, type LadderTile, type Rung } from "./ladder";
import { sharedTicker, tickMs } from "./ticker";

const ticksPerDecision = Math.round(1_000 / tickMs);
const countsKept = Math.round(ladderTable.windowMs / (ticksPerDecision * tickMs));

const layoutOf = (tiles: readonly LadderTile[]): string => tiles.map(({ wanted }) => wanted).join();

/** Where each of these tiles stands on the ladder, from how well the page has kept up in the last seconds. */
export const useLadder = (tiles: readonly LadderTile[]): Rung[] => {
  const [depth, setDepth] = useState(0);
  const state = useRef(ladderStart(0));
  const now = useRef<readonly LadderTile[]>([]);

  // Before the new tiles' pictures begin: those that need not be lowered never are.
  useLayoutEffect(() => {
    const before = now.current;
    now.current = tiles;
    // Another selection is no other layout.
    if (layoutOf(before) === layoutOf(tiles)) return;
    state.current = relaid(state.current, before, tiles, performance.now());
    setDepth(state.current.depth);
  }, [tiles]);

  useEffect(() => {
    let counts: TalliedFrames[] = [];
    let ticks = 0;
    return sharedTicker.subscribe(() => {
      ticks += 1;
      if (ticks % ticksPerDecision !== 0) return;
      counts = [...counts, sharedFrameTally.take()].slice(-countsKept);
      const sum = (of: (count: TalliedFrames) => number): number =>
        counts.reduce((total, count) => total + of(count), 0);
      const inWindow = {
        fed: sum(({ fed }) => fed),
        decoded: sum(({ decoded }) => decoded),
        dropped: sum(({ dropped }) => dropped),
      };
      const [nowMs, shown] = [performance.now(), now.current];
      // What is not seen is not drawn, and says nothing about the machine.
      state.current = document.hidden
        ? relaid(state.current, shown, shown, nowMs)
        : decide(state.current, inWindow, shown, nowMs);
      setDepth(state.current.depth);
    });
  }, []);

  return rungsAt(depth, tiles);
};
