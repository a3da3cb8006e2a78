import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createConductor, type PacedVideo } from "../../../renderer/player/conductor";
import { paceTable } from "../../../renderer/player/pace";

interface Camera {
  readonly rate: number;
  /** When its first picture arrives, ms. */
  readonly fromMs: number;
  /** Pictures arrive up to so much later, ms. */
  readonly jitterMs: number;
  /** How fast its clock runs beside ours. */
  readonly clock: number;
  /** How far behind the newest picture its playback begins, ms. */
  readonly behindMs: number;
}

const refreshMs = 1_000 / 60;

/** A window with these cameras, each millisecond of it. The page's clock begins at 1,000 ms. */
const room = (cameras: readonly Camera[]) => {
  let nowMs = 1_000;
  const ticks = new Set<() => void>();
  const conductor = createConductor(
    {
      subscribe: (task) => {
        ticks.add(task);
        return () => ticks.delete(task);
      },
    },
    () => nowMs,
  );
  let displayed: (() => void)[] = [];

  const tiles = cameras.map((camera, number) => {
    const periodMs = 1_000 / camera.rate / camera.clock;
    let positionMs = 0;
    let positionAtMs = 0;
    let endMs = 0;
    let playbackRate = 1;
    let rateChanges = 0;
    let jumps = 0;
    let silent = false;
    let pictures = 0;
    const listeners = new Map<string, () => void>();
    const position = (): number => positionMs + (nowMs - positionAtMs) * playbackRate;
    const jitter = (index: number): number => (Math.abs(Math.sin(index * 12.9898 + number)) * 43_758.5453) % 1;
    const arrivesAtMs = (index: number): number =>
      1_000 + camera.fromMs + index * periodMs + jitter(index) * camera.jitterMs;
    let loudest = 0;
    const video = {
      get buffered() {
        return { length: endMs > 0 ? 1 : 0, start: () => 0, end: () => endMs / 1_000 };
      },
      get currentTime() {
        return position() / 1_000;
      },
      set currentTime(seconds: number) {
        positionMs = seconds * 1_000;
        positionAtMs = nowMs;
        jumps += 1;
        listeners.get("seeking")?.();
      },
      get playbackRate() {
        return playbackRate;
      },
      set playbackRate(next: number) {
        positionMs = position();
        positionAtMs = nowMs;
        rateChanges += 1;
        loudest = Math.max(loudest, Math.abs(next - 1));
        playbackRate = next;
      },
      paused: false,
      seeking: false,
      readyState: 4,
      requestVideoFrameCallback: (task: VideoFrameRequestCallback) => {
        displayed.push(() => {
          const expectedDisplayTime = Math.ceil(nowMs / refreshMs) * refreshMs;
          task(nowMs, { expectedDisplayTime } as VideoFrameCallbackMetadata);
        });
        return displayed.length;
      },
      cancelVideoFrameCallback: () => undefined,
      addEventListener: (name: string, task: () => void) => void listeners.set(name, task),
      removeEventListener: (name: string) => void listeners.delete(name),
    };
    let late = 0;
    const paced = conductor.join(video as unknown as PacedVideo, {
      frameRate: () => camera.rate,
      lateFrames: () => late,
    });
    return {
      paced,
      video,
      step: () => {
        while (!silent && arrivesAtMs(pictures) <= nowMs) {
          paced.arriving();
          pictures += 1;
          endMs = Math.round((pictures * 1_000) / camera.rate);
          if (pictures === 1) {
            positionMs = endMs - camera.behindMs;
            positionAtMs = nowMs;
          }
        }
      },
      fallSilent: () => (silent = true),
      runDry: () => listeners.get("waiting")?.(),
      comeLate: (frames: number) => (late += frames),
      /** How far pictures are due from the nearest beat of their rate that a whole second began, ms. */
      offMs: (beatMs: number) => {
        const dueMs = nowMs + (pictures * 1_000) / camera.rate - position();
        const off = (dueMs - beatMs) / (1_000 / camera.rate);
        return Math.abs(off - Math.round(off)) * (1_000 / camera.rate);
      },
      dueMs: () => nowMs + (pictures * 1_000) / camera.rate - position(),
      leadMs: () => endMs - position(),
      forgetChanges: () => (rateChanges = 0),
      get rateChanges() {
        return rateChanges;
      },
      get jumps() {
        return jumps;
      },
      get loudest() {
        return loudest;
      },
      get listening() {
        return listeners.size;
      },
    };
  });

  return {
    tiles,
    ticking: () => ticks.size,
    /** @param tickEveryMs Chromium lets the timers of a covered window come late. */
    advance: (byMs: number, tickEveryMs = 250) => {
      for (const untilMs = nowMs + byMs; nowMs < untilMs;) {
        nowMs += 1;
        for (const tile of tiles) tile.step();
        const shown = displayed;
        displayed = [];
        for (const task of shown) task();
        if (nowMs % tickEveryMs === 0) for (const task of ticks) task();
      }
    },
  };
};

const plain: Camera = { rate: 15, fromMs: 20, jitterMs: 5, clock: 1, behindMs: 150 };

const camera = fc.record({
  rate: fc.constantFrom(12, 15, 20, 25, 30),
  fromMs: fc.double({ min: 1, max: 200, noNaN: true }),
  jitterMs: fc.double({ min: 0, max: 40, noNaN: true }),
  clock: fc.double({ min: 1 - 1e-4, max: 1 + 1e-4, noNaN: true }),
  behindMs: fc.double({ min: 60, max: 500, noNaN: true }),
});

/** How far apart two moments lie on a grid, ms. */
const apart = (left: number, right: number, gridMs: number): number => {
  const off = (left - right) / gridMs;
  return Math.abs(off - Math.round(off)) * gridMs;
};

describe("the conductor", () => {
  it("brings tiles of every frame rate in step, near their cameras, and then leaves them alone", () => {
    fc.assert(
      fc.property(fc.array(camera, { minLength: 2, maxLength: 4 }), (cameras) => {
        const { tiles, advance } = room(cameras);
        advance(25_000);
        for (const tile of tiles) tile.forgetChanges();
        advance(5_000);
        const [first] = tiles;
        for (const [index, tile] of tiles.entries()) {
          const rates = [cameras[0]?.rate ?? 0, cameras[index]?.rate ?? 0];
          // Grids of two rates meet as often as their rates have a common divisor.
          const common = rates.reduce(function divisor(a, b): number {
            return b === 0 ? a : divisor(b, a % b);
          });
          const gridMs =
            common === Math.max(...rates) ? 1_000 / common : (1_000 * common) / ((rates[0] ?? 1) * (rates[1] ?? 1));
          expect(apart(first?.dueMs() ?? 0, tile.dueMs(), gridMs)).toBeLessThanOrEqual(2 * paceTable.toleratedMs + 1);
          expect(tile.loudest).toBeLessThanOrEqual(paceTable.mostRate + 1e-9);
          expect(tile.rateChanges).toBeLessThanOrEqual(16);
          expect(tile.leadMs()).toBeGreaterThan(0);
          expect(tile.leadMs()).toBeLessThan(
            2 * (1_000 / (cameras[index]?.rate ?? 1)) + 40 + paceTable.spareMs + paceTable.longMs + 10,
          );
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it("holds more ready where pictures ran dry or came too late for the screen", () => {
    const { tiles, advance } = room([plain]);
    const [tile] = tiles;
    advance(15_000);
    const before = tile?.leadMs() ?? 0;
    for (let time = 0; time < 4; time += 1) {
      tile?.runDry();
      tile?.comeLate(3);
      advance(1_250);
    }
    advance(2_000);
    expect(tile?.leadMs()).toBeGreaterThan(before + 50);
  });

  it("leaves a tile alone whose pictures stay away, or that seeks", () => {
    const { tiles, advance } = room([{ ...plain, behindMs: 300 }, plain]);
    const [silent, other] = tiles;
    advance(2_500);
    expect(silent?.video.playbackRate).not.toBe(1);
    silent?.fallSilent();
    advance(1_300);
    silent?.forgetChanges();
    advance(4_000);
    expect(silent?.video.playbackRate).toBe(1);
    expect(silent?.rateChanges).toBe(0);
    if (other !== undefined) other.video.seeking = true;
    advance(250);
    expect(other?.video.playbackRate).toBe(1);
  });

  it("comes to rest also where ticks come late", () => {
    const { tiles, advance } = room([plain, { ...plain, fromMs: 47, behindMs: 260 }]);
    advance(40_000, 1_000);
    for (const tile of tiles) tile.forgetChanges();
    advance(10_000, 1_000);
    for (const tile of tiles) expect(tile.rateChanges).toBe(0);
  });

  it("jumps once where a file begins far behind its camera, and never again", () => {
    const { tiles, advance } = room([{ ...plain, behindMs: 500 }, plain]);
    advance(2_000);
    expect(tiles.map(({ jumps }) => jumps)).toEqual([1, 0]);
    expect(tiles[0]?.leadMs()).toBeLessThan(250);
    advance(60_000);
    expect(tiles.map(({ jumps }) => jumps)).toEqual([1, 0]);
  });

  it("plays a new file at its own speed until it has settled", () => {
    const { tiles, advance } = room([{ ...plain, behindMs: 300 }]);
    advance(2_500);
    expect(tiles[0]?.video.playbackRate).not.toBe(1);
    tiles[0]?.paced.began();
    expect(tiles[0]?.video.playbackRate).toBe(1);
    advance(1_250);
    expect(tiles[0]?.video.playbackRate).toBe(1);
  });

  it("has no timer and no listener left when the last tile has gone", () => {
    const { tiles, ticking } = room([plain, plain]);
    expect(ticking()).toBe(1);
    for (const tile of tiles) tile.paced.leave();
    expect(ticking()).toBe(0);
    expect(tiles.map(({ listening }) => listening)).toEqual([0, 0]);
  });
});
