import { pictureCode, stripCells, timeValue } from "./pictureCode";
import { fillRectangle, newYuvFrame, yuv, type YuvColour, type YuvFrame } from "./yuvFrame";

/** What a scene is drawn from. The same input always gives the same pictures. */
export interface SceneInput {
  readonly cameraNumber: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly loopMs: number;
}

/** Draws the picture of one moment of the loop into a frame that the next call overwrites. */
export type DrawScene = (clipTimeMs: number) => YuvFrame;

interface Vehicle {
  readonly lane: number;
  readonly direction: 1 | -1;
  readonly lengthPx: number;
  readonly heightPx: number;
  readonly colour: YuvColour;
  /** Passes in one loop: whole, so that the loop has no seam. */
  readonly laps: number;
  readonly startShare: number;
}

const white = yuv(255, 255, 255);
const black = yuv(0, 0, 0);
const glass = yuv(40, 60, 80);
const tyre = yuv(20, 20, 22);
const bodyColours = [
  yuv(190, 40, 40),
  yuv(235, 235, 230),
  yuv(40, 80, 160),
  yuv(200, 160, 40),
  yuv(60, 64, 70),
  yuv(40, 130, 80),
];
const wallColours = [yuv(196, 178, 150), yuv(170, 120, 98), yuv(150, 158, 168), yuv(212, 205, 190), yuv(128, 136, 120)];

/** How many grainy versions of the still background take turns: the grain of a sensor, at the price of a copy. */
const grainVersions = 5;
const grainDepth = 5;

/** A small seeded random source (xorshift32) of [0, 1). */
const randomFrom = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4_294_967_296;
  };
};

const pick = <Item>(items: readonly Item[], random: () => number): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
};

/** All lengths below are of a picture 1920 wide; the frame's own scale is applied when painting. */
type Paint = (left: number, top: number, width: number, height: number, colour: YuvColour) => void;

const skylinePx = 560;
const roadTopPx = 640;
const laneHeightPx = 82;

const paintBackground = (paint: Paint, random: () => number): void => {
  for (let row = 0; row < skylinePx; row += 20) {
    const share = row / skylinePx;
    paint(0, row, 1920, 20, yuv(96 + 90 * share, 142 + 60 * share, 196 + 30 * share));
  }
  for (let x = 0; x < 1920;) {
    const width = 150 + Math.floor(random() * 160);
    const height = 160 + Math.floor(random() * 330);
    paint(x, skylinePx - height, width, height, pick(wallColours, random));
    for (let top = skylinePx - height + 24; top < skylinePx - 50; top += 52) {
      for (let left = x + 18; left < x + width - 34; left += 48) {
        paint(left, top, 26, 30, random() < 0.25 ? yuv(240, 220, 150) : glass);
      }
    }
    x += width + Math.floor(random() * 30);
  }
  paint(0, skylinePx, 1920, roadTopPx - skylinePx, yuv(150, 148, 142));
  for (let x = 60 + Math.floor(random() * 160); x < 1920; x += 320) {
    paint(x + 24, skylinePx - 60, 14, 100, yuv(92, 66, 44));
    paint(x - 14, skylinePx - 150, 90, 100, yuv(52, 110 + 40 * random(), 58));
  }
  paint(0, roadTopPx, 1920, 1080 - roadTopPx, yuv(72, 74, 78));
  for (const line of [1, 3]) {
    for (let x = 0; x < 1920; x += 160) paint(x, roadTopPx + line * laneHeightPx - 4, 80, 8, yuv(220, 220, 215));
  }
  paint(0, roadTopPx + 2 * laneHeightPx - 6, 1920, 12, yuv(230, 190, 60));
  const crossing = 500 + Math.floor(random() * 900);
  for (let y = roadTopPx + 10; y < 1080; y += 36) paint(crossing, y, 120, 18, yuv(214, 214, 210));
};

const vehiclesOf = (loopMs: number, random: () => number): readonly Vehicle[] => {
  // Calm town traffic: a vehicle crosses the picture in four to eight seconds.
  const lapsFor = (crossingMs: number): number => Math.max(1, Math.round(loopMs / crossingMs));
  return [0, 1, 2, 3].flatMap((lane) => {
    const laps = lapsFor(4_000 + random() * 4_000);
    const count = 2;
    return Array.from({ length: count }, (_, index): Vehicle => {
      const bus = random() < 0.2;
      return {
        lane,
        direction: lane < 2 ? -1 : 1,
        lengthPx: bus ? 330 : 170 + Math.floor(random() * 40),
        heightPx: bus ? 110 : 66,
        colour: pick(bodyColours, random),
        laps,
        startShare: (index + 0.6 * random()) / count,
      };
    });
  });
};

const paintVehicle = (paint: Paint, vehicle: Vehicle, loopShare: number): void => {
  const wayPx = 1920 + 400;
  const share = (vehicle.startShare + loopShare * vehicle.laps) % 1;
  const x = (vehicle.direction === 1 ? share : 1 - share) * wayPx - 370;
  const bottom = roadTopPx + (vehicle.lane + 1) * laneHeightPx - 14;
  const top = bottom - vehicle.heightPx;
  const { lengthPx, heightPx } = vehicle;
  paint(x, top + heightPx * 0.42, lengthPx, heightPx * 0.45, vehicle.colour);
  paint(x + lengthPx * 0.18, top, lengthPx * 0.64, heightPx * 0.45, vehicle.colour);
  paint(x + lengthPx * 0.22, top + 6, lengthPx * 0.26, heightPx * 0.32, glass);
  paint(x + lengthPx * 0.52, top + 6, lengthPx * 0.26, heightPx * 0.32, glass);
  for (const wheel of [0.16, 0.7]) paint(x + lengthPx * wheel, bottom - heightPx * 0.28, 26, heightPx * 0.28, tyre);
  paint(x + (vehicle.direction === 1 ? lengthPx - 10 : 0), top + heightPx * 0.5, 10, 12, yuv(255, 244, 190));
};

const paintTrafficLight = (paint: Paint, loopShare: number): void => {
  const phase = (loopShare * 2) % 1;
  const lit = phase < 0.45 ? 0 : phase < 0.9 ? 2 : 1;
  paint(1724, skylinePx - 250, 12, 330, yuv(60, 62, 64));
  paint(1706, skylinePx - 250, 48, 132, black);
  const lamps = [yuv(70, 220, 110), yuv(240, 200, 60), yuv(230, 50, 50)];
  lamps.forEach((lamp, index) => {
    paint(1716, skylinePx - 160 - index * 42, 28, 32, index === lit ? lamp : yuv(40, 40, 40));
  });
};

/** Segments a..g of a seven-segment numeral: x, y, width, height in units of a 4×7 grid. */
const segments = [
  [0, 0, 4, 1],
  [3, 0, 1, 4],
  [3, 3, 1, 4],
  [0, 6, 4, 1],
  [0, 3, 1, 4],
  [0, 0, 1, 4],
  [0, 3, 4, 1],
] as const;
const numerals = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"];

/** The running clock `ss.t` of the loop, drawn without a font so that it is there on any machine. */
const paintClock = (paint: Paint, clipTimeMs: number): void => {
  const text = (clipTimeMs / 1000).toFixed(1).padStart(4, "0");
  const unit = 8;
  let x = 1920 - 40 - 4 * 5.5 * unit;
  paint(x - 16, 106, 4 * 5.5 * unit + 32, 7 * unit + 32, yuv(12, 14, 16));
  for (const sign of text) {
    if (sign === ".") {
      paint(x, 122 + 6 * unit, unit, unit, white);
      x += 2.5 * unit;
      continue;
    }
    for (const letter of numerals[Number(sign)] ?? "") {
      const [left, top, width, height] = segments[letter.charCodeAt(0) - 97] ?? [0, 0, 0, 0];
      paint(x + left * unit, 122 + top * unit, width * unit, height * unit, white);
    }
    x += 5.5 * unit;
  }
};

const paintStrip = (frame: YuvFrame, strip: "camera" | "time", value: number): void => {
  const height = frame.heightPx * pictureCode.stripHeightShare;
  const top = strip === "camera" ? 0 : frame.heightPx - height;
  const width = frame.widthPx / pictureCode.cellCount;
  stripCells(strip, value).forEach((isWhite, cell) => {
    fillRectangle(frame, cell * width, top, width, height, isWhite ? white : black);
  });
};

const addGrain = (frame: YuvFrame, random: () => number): void => {
  for (let at = 0; at < frame.y.length; at += 1) {
    frame.y[at] = (frame.y[at] ?? 0) + Math.floor((random() + random() - 1) * grainDepth);
  }
};

/**
 * A stylised street: sky, houses, trees, a traffic light and vehicles in four lanes, the loop's clock at the top
 * right, and the two strips of the picture code. Every camera has houses and traffic of its own.
 */
export const openScene = (input: SceneInput): DrawScene => {
  const scale = input.widthPx / 1920;
  const paintOn =
    (frame: YuvFrame): Paint =>
    (left, top, width, height, colour) => {
      fillRectangle(frame, left * scale, top * scale, width * scale, height * scale, colour);
    };
  const random = randomFrom(input.cameraNumber);
  const still = newYuvFrame(input.widthPx, input.heightPx);
  paintBackground(paintOn(still), random);
  const vehicles = vehiclesOf(input.loopMs, random);
  const backgrounds = Array.from({ length: grainVersions }, () => {
    const grainy = newYuvFrame(input.widthPx, input.heightPx);
    still.bytes.copy(grainy.bytes);
    addGrain(grainy, random);
    return grainy;
  });
  const frame = newYuvFrame(input.widthPx, input.heightPx);
  const paint = paintOn(frame);
  let drawn = 0;
  return (clipTimeMs) => {
    const loopShare = clipTimeMs / input.loopMs;
    backgrounds[drawn % grainVersions]?.bytes.copy(frame.bytes);
    drawn += 1;
    paintTrafficLight(paint, loopShare);
    for (const vehicle of vehicles) paintVehicle(paint, vehicle, loopShare);
    paintClock(paint, clipTimeMs);
    paintStrip(frame, "camera", input.cameraNumber);
    paintStrip(frame, "time", timeValue(clipTimeMs));
    return frame;
  };
};
