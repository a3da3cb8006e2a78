import type { BrowserWindow } from "electron";
import type { Clock } from "../../app/base/clock";
import type { Log } from "../../app/base/log";
import { throttle } from "../../app/base/throttle";
import { readPlaces, savePlaces } from "./placesFile";
import { areaForNewWall, boundsOn, nextWallName, type Rectangle, type WindowPlace } from "./windowPlace";

/** A change of monitors moves windows by itself for this long; what they do meanwhile is nobody's wish. */
const settleMs = 2_000;
const saveEveryMs = 500;

/** The windows of this workstation, one for each wall, each on the monitor it was put on. */
export interface Walls {
  /** Opens the walls that were open when the program ended, or the first. */
  openLast(): void;
  /** Opens one more, on a monitor without a wall where there is one. */
  openAnother(): void;
  /** Monitors came or went: every window is where it can be seen, or back where it was put. */
  onMonitorsChanged(): void;
  /** The program ends: windows that close from now on are open again at its next start. */
  keepAll(): void;
}

interface OpenWall {
  readonly window: BrowserWindow;
  place: WindowPlace;
}

const shapeOf = (window: BrowserWindow): WindowPlace["shape"] =>
  window.isFullScreen() ? "fullScreen" : window.isMaximized() ? "maximized" : "normal";

export const createWalls = (parts: {
  readonly file: string;
  readonly open: (place: WindowPlace, bounds: Rectangle) => BrowserWindow;
  /** Of the monitors there are, the primary one first. */
  readonly workAreas: () => readonly [Rectangle, ...Rectangle[]];
  readonly clock: Clock;
  readonly log: Log;
}): Walls => {
  const { file, open, workAreas, clock, log } = parts;
  const walls = new Map<string, OpenWall>();
  let kept = false;
  let settledAtMs = 0;

  const saveNow = (): void => {
    savePlaces(
      file,
      [...walls.values()].map(({ place }) => place),
      log,
    );
  };
  const save = throttle(clock, saveEveryMs, () => {
    if (!kept) saveNow();
  });

  const add = (place: WindowPlace): void => {
    const window = open(place, boundsOn(workAreas(), place.bounds));
    const wall: OpenWall = { window, place };
    walls.set(place.wallName, wall);
    const note = (): void => {
      if (kept || clock.monotonicMs() < settledAtMs) return;
      wall.place = { ...wall.place, bounds: window.getNormalBounds(), shape: shapeOf(window) };
      save();
    };
    window.on("move", note);
    window.on("resize", note);
    window.on("enter-full-screen", note);
    window.on("leave-full-screen", note);
    window.on("closed", () => {
      if (kept) return;
      // The last one ends the program, and is back at its next start.
      if (walls.size > 1) walls.delete(place.wallName);
      save();
    });
    save();
  };

  const openAnother = (): void => {
    const taken = [...walls.values()].map(({ place }) => place);
    const area = areaForNewWall(
      workAreas(),
      taken.map(({ bounds }) => bounds),
    );
    add({ wallName: nextWallName(taken.map(({ wallName }) => wallName)), bounds: area, shape: "maximized" });
  };

  return {
    openLast: () => {
      const last = new Map(readPlaces(file, log).map((place) => [place.wallName, place]));
      for (const place of last.values()) add(place);
      if (walls.size === 0) openAnother();
    },
    openAnother,
    onMonitorsChanged: () => {
      settledAtMs = clock.monotonicMs() + settleMs;
      for (const { window, place } of walls.values()) {
        if (window.isDestroyed()) continue;
        window.setBounds(boundsOn(workAreas(), place.bounds));
        if (place.shape === "maximized") window.maximize();
      }
    },
    keepAll: () => {
      if (!kept) saveNow();
      kept = true;
    },
  };
};
