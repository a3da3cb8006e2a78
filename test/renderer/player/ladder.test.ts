import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decide,
  deepest,
  ladderStart,
  ladderTable,
  lostShare,
  relaid,
  rungs,
  rungsAt,
  type LadderState,
  type LadderTile,
} from "../../../renderer/player/ladder";

const tile = fc.record({ wanted: fc.constantFrom("main" as const, "sub" as const), selected: fc.constant(false) });
/** A wall on which at most one tile is selected. */
const wall: fc.Arbitrary<LadderTile[]> = fc
  .tuple(fc.array(tile, { minLength: 1, maxLength: 64 }), fc.option(fc.nat(63)))
  .map(([tiles, at]) => tiles.map((each, index) => ({ ...each, selected: index === at })));

const height = (rung: (typeof rungs)[number]): number => -rungs.indexOf(rung);
const clear = { fed: 1_000, decoded: 1_000, dropped: 0 };
const late = { fed: 1_000, decoded: 1_000, dropped: 300 };
/** The player is behind and jumps: most frames are never decoded. */
const jumping = { fed: 1_000, decoded: 20, dropped: 0 };

/** Decisions once a second, each with what the page counted. */
const play = (state: LadderState, tiles: readonly LadderTile[], seconds: readonly (typeof clear)[], fromMs = 0) => {
  const states = [state];
  seconds.forEach((counted, index) => {
    states.push(decide(states.at(-1)!, counted, tiles, fromMs + (index + 1) * 1_000));
  });
  return states;
};

const sixteen: LadderTile[] = Array.from({ length: 16 }, (_, index) => ({ wanted: "sub", selected: index === 3 }));
const many = (counted: typeof clear, count: number) => Array.from({ length: count }, () => counted);

describe("where the tiles of a wall stand", () => {
  it("is what each asks for while nothing is lacking", () => {
    fc.assert(
      fc.property(wall, (tiles) => {
        expect(new Set(rungsAt(0, tiles))).toEqual(new Set(["full"]));
      }),
    );
  });

  it("only goes down with each step, one tile at a time, and the selected tile is lowered last and is never a snapshot", () => {
    fc.assert(
      fc.property(wall, (tiles) => {
        for (let depth = 1; depth <= deepest(tiles); depth += 1) {
          const [before, after] = [rungsAt(depth - 1, tiles), rungsAt(depth, tiles)];
          expect(after.filter((rung, index) => rung !== before[index])).toHaveLength(1);
          after.forEach((rung, index) => {
            expect(height(rung)).toBeLessThanOrEqual(height(before[index]!));
            if (!tiles[index]!.selected || rung === "full") return;
            expect(rung).toBe("sub");
            expect(after.every((other, at) => tiles[at]!.selected || other === "snapshots")).toBe(true);
          });
        }
      }),
    );
  });

  it("gives up no tile's pictures before every other main stream is a sub stream", () => {
    const tiles: LadderTile[] = ["main", "sub", "main", "main"].map((wanted, index) => ({
      wanted: wanted as LadderTile["wanted"],
      selected: index === 0,
    }));
    expect(rungsAt(2, tiles)).toEqual(["full", "full", "sub", "sub"]);
    expect(rungsAt(3, tiles)).toEqual(["full", "full", "sub", "keyFrames"]);
    expect(rungsAt(5, tiles)).toEqual(["full", "keyFrames", "keyFrames", "keyFrames"]);
    expect(rungsAt(6, tiles)).toEqual(["full", "keyFrames", "keyFrames", "snapshots"]);
    expect(rungsAt(9, tiles)).toEqual(["sub", "snapshots", "snapshots", "snapshots"]);
  });
});

describe("steps on the ladder", () => {
  it("go down by a quarter of the wall while frames are late, each time after its effect could be seen", () => {
    const depths = play(ladderStart(0), sixteen, many(late, 120)).map(({ depth }) => depth);
    expect([...new Set(depths)]).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 30]);
    expect(depths.indexOf(8) - depths.indexOf(4)).toBe(ladderTable.settleMs / 1_000);
  });

  it("go down as well while the player jumps over frames, which are neither decoded nor late", () => {
    expect(play(ladderStart(0), sixteen, many(jumping, 9)).at(-1)!.depth).toBe(4);
    // What is still on its way to the screen is not lost.
    expect(lostShare({ fed: 990, decoded: 1_000, dropped: 0 })).toBe(0);
  });

  it("go up again when there is room, but not sooner than after a long calm", () => {
    const down = play(ladderStart(0), sixteen, many(late, 9)).at(-1)!;
    expect(down.depth).toBe(4);
    const depths = play(down, sixteen, many(clear, 60), 9_000).map(({ depth }) => depth);
    expect(depths.indexOf(0)).toBeGreaterThanOrEqual(ladderTable.upAfterMs / 1_000);
  });

  it("wait twice as long after a step up that had to be taken back, up to a limit", () => {
    let state = play(ladderStart(0), sixteen, many(late, 9)).at(-1)!;
    const waits: number[] = [];
    for (let nowMs = 9_000; waits.length < 8; nowMs += 1_000) {
      const next = decide(state, state.depth === 0 ? late : clear, sixteen, nowMs);
      if (next.upAfterMs !== state.upAfterMs) waits.push(next.upAfterMs);
      if (nowMs > 3_600_000) break;
      state = next;
    }
    expect(waits).toEqual([40_000, 80_000, 160_000, 320_000]);
  });

  it("are not taken for a few frames, nor for a share in between", () => {
    expect(play(ladderStart(0), sixteen, many({ fed: 20, decoded: 20, dropped: 20 }, 60)).at(-1)!.depth).toBe(0);
    const between = { fed: 1_000, decoded: 1_000, dropped: 100 };
    const down = play(ladderStart(0), sixteen, many(late, 9)).at(-1)!;
    expect(play(down, sixteen, many(between, 300), 9_000).at(-1)!.depth).toBe(down.depth);
  });

  it("wait until all has opened, do not follow onto a smaller wall that the machine carries, and are kept on a larger one", () => {
    const wallOf = (count: number): LadderTile[] =>
      Array.from({ length: count }, () => ({ wanted: "sub" as const, selected: false }));
    const short = { ...ladderStart(0), depth: 16 };
    const opening = relaid(relaid(ladderStart(0), [], wallOf(64), 900), wallOf(64), wallOf(64), 1_000);
    expect(play(opening, wallOf(64), many(late, 20), 1_000).at(-1)?.depth).toBe(0);
    expect(play(opening, wallOf(64), many(late, 30), 1_000).at(-1)?.depth).toBeGreaterThan(0);
    const smaller = relaid(short, wallOf(64), wallOf(13), 1_000);
    expect(smaller).toMatchObject({ depth: 0, steppedAtMs: 1_000 });
    expect(relaid(short, wallOf(64), wallOf(60), 1_000).depth).toBe(8);
    expect(relaid(short, wallOf(25), wallOf(64), 1_000).depth).toBe(16);
  });

  it("are as many at most as before, whatever the next layout is, and leave no less to be shown than it allows", () => {
    fc.assert(
      fc.property(wall, wall, fc.nat(200), (before, after, depth) => {
        const next = relaid({ ...ladderStart(0), depth }, before, after, 1_000).depth;
        expect(next).toBeLessThanOrEqual(Math.min(depth, deepest(after)));
        if (deepest(after) >= deepest(before)) expect(next).toBe(Math.min(depth, deepest(before)));
      }),
    );
  });

  it("stay within the ladder and apart from each other whatever the page counts, and a calm page ends at the top", () => {
    const counted = fc.record({ fed: fc.nat(2_000), decoded: fc.nat(2_000), dropped: fc.nat(400) });
    fc.assert(
      fc.property(wall, fc.array(counted, { maxLength: 100 }), (tiles, seconds) => {
        const states = play(ladderStart(0), tiles, seconds);
        let changedAt = 0;
        states.forEach((state, index) => {
          expect(state.depth).toBeGreaterThanOrEqual(0);
          expect(state.depth).toBeLessThanOrEqual(deepest(tiles));
          if (index === 0 || state.depth === states[index - 1]!.depth) return;
          expect((index - changedAt) * 1_000).toBeGreaterThanOrEqual(ladderTable.settleMs);
          changedAt = index;
        });
        const calmS = (deepest(tiles) + 1) * ((ladderTable.longestUpAfterMs + ladderTable.settleMs) / 1_000 + 2);
        let state = states.at(-1)!;
        for (let second = 1; second <= calmS && state.depth > 0; second += 1)
          state = decide(state, clear, tiles, (seconds.length + second) * 1_000);
        expect(state.depth).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe("a machine with room for some of it", () => {
  /** Cost of a tile by what is decoded of it, in parts of a sub stream; 64 × 15 frames a second for the count. */
  const costs = { main: 6, sub: 1, keyFrames: 0.04, snapshots: 0.02 } as const;
  const hourS = 3_600;

  const costAt = (depth: number, tiles: readonly LadderTile[]): number =>
    rungsAt(depth, tiles).reduce((sum, rung, at) => sum + costs[rung === "full" ? tiles[at]!.wanted : rung], 0);

  /** An hour on a machine that shows so much and loses the rest. */
  const hour = (tiles: readonly LadderTile[], capacity: number) => {
    const costOf = Array.from({ length: deepest(tiles) + 1 }, (_, depth) => costAt(depth, tiles));
    let state = ladderStart(0);
    const depths: number[] = [];
    let overloadedS = 0;
    const window: number[] = [];
    for (let second = 1; second <= hourS; second += 1) {
      const cost = costOf[state.depth]!;
      const lost = Math.max(0, 1 - capacity / cost);
      if (lost > ladderTable.downAbove) overloadedS += 1;
      window.push(lost);
      if (window.length > ladderTable.windowMs / 1_000) window.shift();
      const share = window.reduce((sum, one) => sum + one, 0) / window.length;
      state = decide(state, { fed: 5_000, decoded: 5_000, dropped: Math.round(5_000 * share) }, tiles, second * 1_000);
      depths.push(state.depth);
    }
    const moves = depths
      .slice(1)
      .flatMap((depth, at) => (depth === depths[at] ? [] : [Math.sign(depth - depths[at]!)]));
    return { depths, overloadedS, turns: moves.filter((move, at) => at > 0 && move !== moves[at - 1]).length };
  };

  it("is stepped down to what it can show, tried more and more seldom, and never swings", () => {
    fc.assert(
      fc.property(wall, fc.double({ min: 0.05, max: 1.5, noNaN: true }), (tiles, part) => {
        const all = costAt(0, tiles);
        const { overloadedS, turns, depths } = hour(tiles, Math.max(all * part, costAt(deepest(tiles), tiles)));
        // Tries up: five with doubling waits, then one each longest wait; each may be taken back.
        expect(turns).toBeLessThanOrEqual(2 * (5 + hourS / (ladderTable.longestUpAfterMs / 1_000)));
        expect(overloadedS / hourS).toBeLessThan(0.1);
        if (part >= 1) expect(Math.max(...depths)).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
