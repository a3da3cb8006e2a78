import type { StreamQuality } from "../../app/contract/device";

/**
 * What a tile is given when the page cannot keep up, best first: what it asks for; the sub stream; of that only the key
 * frames, one a group of pictures; a picture now and then, with no session between.
 */
export const rungs = ["full", "sub", "keyFrames", "snapshots"] as const;
export type Rung = (typeof rungs)[number];

/**
 * Every threshold of the ladder. What they stand on, on two cores without a GPU:
 *
 *   - 64 tiles of 640×360 at 15 and nothing else running show 99.6 % of their frames (stack measurement): calm is well
 *     within 5 % lost, and 20 % is reached only where the machine is really short.
 *   - `npm run bench -- ladder`, 64 such tiles beside programs that take three times the machine: 83 % shown, 16 tiles on
 *     key frames after 7 s and 32 after 13 s, then 95 to 100 % shown and one step up at 40 s; all full 12 s after the
 *     programs had gone. Nothing is lowered without them.
 *   - What a rung saves: 16 tiles from sub stream to key frames 20 % of a core (154 to 134); one main stream of 1080 lines
 *     at 25 frames costs 32 %, a sub stream 2.4 to 4. So main streams go first, and a quarter of the wall is a step that
 *     can be seen.
 *
 * That it settles for every machine in between, an hour long, is a property test (test/renderer/player/ladder.test.ts).
 */
export const ladderTable = {
  /** The share of frames that nobody saw is taken over so long, ms. */
  windowMs: 5_000,
  /** Fewer frames than these in the window say nothing. */
  fewestFrames: 30,
  /** A larger share of them is a step down. */
  downAbove: 0.2,
  /** A share up to this is calm. */
  calmUpTo: 0.05,
  /** After a step, or another layout, nothing is decided for so long, ms: the window must be of the new state. */
  settleMs: 8_000,
  /** And for so much longer with each tile that opens, ms: it takes of the machine what those that play would need. */
  openMs: 200,
  /** Calm for so long, and a step up is tried, ms. */
  upAfterMs: 20_000,
  /** Each try that had to be taken back doubles that, up to this, ms. */
  longestUpAfterMs: 320_000,
  /** Part of the wall that is lowered or raised in one step. */
  partPerStep: 0.25,
  /** From one snapshot to the next, ms; shorter than media keeps an unwatched session open (5 s). */
  snapshotEveryMs: 4_000,
  /** A snapshot's stream is let run for so long, ms: its first picture may be as old as a group of pictures. */
  snapshotRunMs: 600,
} as const;

/** A tile with a camera, as the ladder sees it. */
export interface LadderTile {
  /** What it asks for by its size. */
  readonly wanted: StreamQuality;
  /** Somebody works in it: it is lowered last, and always moves. */
  readonly selected: boolean;
}

/**
 * Where each tile stands after `depth` single steps: first main streams become sub streams, from the last tile to the
 * first; then tiles show key frames alone, then snapshots; the selected tile's main stream is given up at the very end.
 */
export const rungsAt = (depth: number, tiles: readonly LadderTile[]): Rung[] => {
  const stand: Rung[] = tiles.map(() => "full");
  for (const { index, rung } of stepsOf(tiles).slice(0, depth)) stand[index] = rung;
  return stand;
};

/** How many single steps there are. */
export const deepest = (tiles: readonly LadderTile[]): number => stepsOf(tiles).length;

const stepsOf = (tiles: readonly LadderTile[]): readonly { readonly index: number; readonly rung: Rung }[] => {
  const backwards = tiles.map((tile, index) => ({ ...tile, index })).reverse();
  const others = backwards.filter(({ selected }) => !selected);
  const main = (tile: LadderTile): boolean => tile.wanted === "main";
  return [
    ...others.filter(main).map(({ index }) => ({ index, rung: "sub" as const })),
    ...others.map(({ index }) => ({ index, rung: "keyFrames" as const })),
    ...others.map(({ index }) => ({ index, rung: "snapshots" as const })),
    ...backwards.filter((tile) => tile.selected && main(tile)).map(({ index }) => ({ index, rung: "sub" as const })),
  ];
};

/** Where the page stands on the ladder. */
export interface LadderState {
  readonly depth: number;
  readonly steppedAtMs: number;
  /** The last step went up: if it was too early, the next one waits longer. */
  readonly raised: boolean;
  readonly calmSinceMs: number | null;
  readonly upAfterMs: number;
}

export const ladderStart = (nowMs: number): LadderState => ({
  depth: 0,
  steppedAtMs: nowMs,
  raised: false,
  calmSinceMs: null,
  upAfterMs: ladderTable.upAfterMs,
});

/**
 * Another layout stands: nothing is decided for a while, and of a smaller one no more is lowered than the machine asks
 * for, which carried all the steps that were not taken before.
 */
export const relaid = (
  state: LadderState,
  before: readonly LadderTile[],
  tiles: readonly LadderTile[],
  nowMs: number,
): LadderState => {
  const stood = Math.min(state.depth, deepest(before));
  const carried = deepest(before) - stood;
  const depth = Math.min(stood, Math.max(0, deepest(tiles) - carried));
  const openedMs = ladderTable.openMs * Math.max(0, tiles.length - before.length);
  // What opened before opens on.
  return { ...state, depth, steppedAtMs: Math.max(state.steppedAtMs, nowMs + openedMs), calmSinceMs: null };
};

/** Frames of the last {@link ladderTable}.windowMs. */
export interface FrameWindow {
  /** That came to the page. */
  readonly fed: number;
  readonly decoded: number;
  /** Of those decoded, too late for the screen. */
  readonly dropped: number;
}

/** The share of frames that nobody saw: too late for the screen, or jumped over because the player was behind. */
export const lostShare = ({ fed, decoded, dropped }: FrameWindow): number => {
  const came = Math.max(fed, decoded);
  return came < ladderTable.fewestFrames ? 0 : (dropped + came - decoded) / came;
};

/** One decision, about once a second. A state is never left before its frames have filled the window. */
export const decide = (
  state: LadderState,
  frames: FrameWindow,
  tiles: readonly LadderTile[],
  nowMs: number,
): LadderState => {
  const { downAbove, calmUpTo, settleMs, partPerStep, longestUpAfterMs } = ladderTable;
  const last = deepest(tiles);
  const depth = Math.min(state.depth, last);
  const here = { ...state, depth };
  if (nowMs - state.steppedAtMs < settleMs) return { ...here, calmSinceMs: null };
  const stride = Math.max(1, Math.round(tiles.length * partPerStep));
  const lost = lostShare(frames);

  if (lost > downAbove) {
    if (depth === last) return { ...here, calmSinceMs: null };
    return {
      depth: Math.min(last, depth + stride),
      steppedAtMs: nowMs,
      raised: false,
      calmSinceMs: null,
      upAfterMs: state.raised ? Math.min(longestUpAfterMs, state.upAfterMs * 2) : state.upAfterMs,
    };
  }
  if (lost > calmUpTo) return { ...here, calmSinceMs: null };
  const calmSinceMs = state.calmSinceMs ?? nowMs;
  if (nowMs - calmSinceMs < state.upAfterMs) return { ...here, calmSinceMs };
  if (depth === 0) return { ...here, calmSinceMs, raised: false, upAfterMs: ladderTable.upAfterMs };
  return { ...here, depth: Math.max(0, depth - stride), steppedAtMs: nowMs, raised: true, calmSinceMs: null };
};
