import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserWindow } from "electron";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { silentLog } from "../../../app/base/log";
import { createWalls, type Walls } from "../../../main/windows/walls";
import type { Rectangle } from "../../../main/windows/windowPlace";
import { manualClock } from "../../harness/manualClock";

const left: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 };
const right: Rectangle = { x: 1920, y: 0, width: 1920, height: 1080 };

class FakeWindow {
  private readonly listeners = new Map<string, () => void>();
  private closed = false;
  private full = false;
  constructor(
    readonly wallName: string,
    public bounds: Rectangle,
  ) {}
  on(event: string, listener: () => void): this {
    this.listeners.set(event, listener);
    return this;
  }
  private tell(event: string): void {
    this.listeners.get(event)?.();
  }
  getNormalBounds = (): Rectangle => this.bounds;
  isFullScreen = (): boolean => this.full;
  isMaximized = (): boolean => false;
  isDestroyed = (): boolean => this.closed;
  maximize = (): void => undefined;
  setBounds = (bounds: Rectangle): void => {
    this.bounds = bounds;
    this.tell("move");
  };
  /** As a person does. */
  putAt(bounds: Rectangle): void {
    this.setBounds(bounds);
  }
  fill(): void {
    this.full = true;
    this.tell("enter-full-screen");
  }
  close(): void {
    this.closed = true;
    this.tell("closed");
  }
}

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "walls-"));
  file = join(folder, "windows.json");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const start = (monitors: [Rectangle, ...Rectangle[]]) => {
  const clock = manualClock();
  const windows: FakeWindow[] = [];
  const shapes: string[] = [];
  let workAreas = monitors;
  const walls: Walls = createWalls({
    file,
    open: ({ wallName, shape }, bounds) => {
      const window = new FakeWindow(wallName, bounds);
      windows.push(window);
      shapes.push(shape);
      return window as unknown as BrowserWindow;
    },
    workAreas: () => workAreas,
    clock,
    log: silentLog,
  });
  walls.openLast();
  return {
    walls,
    windows,
    shapes,
    clock,
    plug: (now: [Rectangle, ...Rectangle[]]) => {
      workAreas = now;
      walls.onMonitorsChanged();
    },
    end: () => {
      walls.keepAll();
      for (const window of windows) if (!window.isDestroyed()) window.close();
    },
  };
};

const placed = (windows: readonly FakeWindow[]) => windows.map(({ wallName, bounds }) => [wallName, bounds]);

describe("the walls of a workstation", () => {
  it("begin with one", () => {
    expect(placed(start([left, right]).windows)).toEqual([["wall-1", left]]);
  });

  it("stand where they were put at the next start", () => {
    const first = start([left, right]);
    first.walls.openAnother();
    const mine = { x: 2_500, y: 50, width: 1_200, height: 700 };
    first.windows[1]?.putAt(mine);
    first.windows[0]?.fill();
    first.end();
    const next = start([left, right]);
    expect(placed(next.windows)).toEqual([
      ["wall-1", left],
      ["wall-2", mine],
    ]);
    expect(next.shapes).toEqual(["fullScreen", "normal"]);
  });

  it("are there after a power cut, without an ending", () => {
    const first = start([left, right]);
    first.walls.openAnother();
    first.clock.advance(1_000);
    expect(start([left, right]).windows.map(({ wallName }) => wallName)).toEqual(["wall-1", "wall-2"]);
  });

  it("lose one that a person closed, and never the last", () => {
    const first = start([left, right]);
    first.walls.openAnother();
    first.windows[0]?.close();
    first.windows[1]?.close();
    first.end();
    expect(start([left]).windows.map(({ wallName }) => wallName)).toEqual(["wall-2"]);
  });

  it("move to a monitor that is there, and back when the other returns", () => {
    const { walls, windows, clock, plug } = start([left, right]);
    walls.openAnother();
    expect(windows[1]?.bounds).toEqual(right);
    plug([left]);
    expect(windows[1]?.bounds.x).toBe(0);
    clock.advance(60_000);
    plug([left, right]);
    expect(windows[1]?.bounds).toEqual(right);
  });

  it("begin anew when their file is damaged, which is kept", () => {
    writeFileSync(file, '[{"wallName":"wall-1","bounds"');
    expect(placed(start([left]).windows)).toEqual([["wall-1", left]]);
    expect(existsSync(`${file}.damaged`)).toBe(true);
    expect(readFileSync(`${file}.damaged`, "utf8")).toBe('[{"wallName":"wall-1","bounds"');
  });
});
