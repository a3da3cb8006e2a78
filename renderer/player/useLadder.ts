import { useEffect, useRef, useState } from "react";
import { sharedFrameTally, type TalliedFrames } from "./frameTally";
import { decide, ladderStart, ladderTable, rungsAt, type LadderTile, type Rung } from "./ladder";
import { sharedTicker, tickMs } from "./ticker";

const ticksPerDecision = Math.round(1_000 / tickMs);
const countsKept = Math.round(ladderTable.windowMs / (ticksPerDecision * tickMs));

/** Where each of these tiles stands on the ladder, from how well the page has kept up in the last seconds. */
export const useLadder = (tiles: readonly LadderTile[]): Rung[] => {
  const [depth, setDepth] = useState(0);
  const now = useRef(tiles);
  useEffect(() => {
    now.current = tiles;
  });

  // Another layout begins with a burst of frames: nothing is decided until that is over.
  const layout = tiles.map(({ wanted }) => wanted).join();
  const relaid = useRef(true);
  useEffect(() => {
    relaid.current = true;
  }, [layout]);

  useEffect(() => {
    let state = ladderStart(performance.now());
    let counts: TalliedFrames[] = [];
    let ticks = 0;
    return sharedTicker.subscribe(() => {
      ticks += 1;
      if (ticks % ticksPerDecision !== 0) return;
      counts = [...counts, sharedFrameTally.take()].slice(-countsKept);
      // What is not seen is not drawn, and says nothing about the machine.
      if (document.hidden) relaid.current = true;
      if (relaid.current) state = { ...state, steppedAtMs: performance.now() };
      relaid.current = false;
      const sum = (of: (count: TalliedFrames) => number): number =>
        counts.reduce((total, count) => total + of(count), 0);
      const inWindow = {
        fed: sum(({ fed }) => fed),
        decoded: sum(({ decoded }) => decoded),
        dropped: sum(({ dropped }) => dropped),
      };
      state = decide(state, inWindow, now.current, performance.now());
      setDepth(state.depth);
    });
  }, []);

  return rungsAt(depth, tiles);
};
