import type { SnapshotFormat } from "../../../../app/contract/snapshot";
import { commandOf, type Keymap } from "../../keyboard/keymap";
import { keystrokeOf, type KeyPress } from "../../keyboard/keystroke";
import type { TileZoom } from "./useTileZoom";
import { isZoomed } from "./zoom";

/** What of a tile keys can do. */
interface Hand {
  readonly takeSnapshot: (format: SnapshotFormat) => void;
  readonly zooming: Pick<TileZoom, "zoom" | "zoomBy" | "panBy" | "reset">;
}

/** How much nearer one press of a key brings the picture. */
export const timesPerKey = 1.25;
/** Share of the tile. */
const panPerKey = 0.15;

/** Towards an edge of the picture: the picture goes the other way. */
const panKeys: Readonly<Record<string, readonly [number, number]>> = {
  "Shift+ArrowLeft": [panPerKey, 0],
  "Shift+ArrowRight": [-panPerKey, 0],
  "Shift+ArrowUp": [0, panPerKey],
  "Shift+ArrowDown": [0, -panPerKey],
};

/**
 * What a key means for the tile it is pressed on: zoom in and out, a snapshot (with Shift as PNG); while zoomed also
 * the whole again, and Shift with an arrow to move. Null for every other key: the wall's.
 *
 * @param pressed `repeat`: the key is held down and repeats itself.
 */
export const tileKey = (
  pressed: KeyPress & { readonly repeat: boolean },
  keymap: Keymap,
  { takeSnapshot, zooming }: Hand,
): (() => void) | null => {
  const keystroke = keystrokeOf(pressed);
  if (keystroke === null) return null;
  const zoomed = isZoomed(zooming.zoom);
  const pan = zoomed ? panKeys[keystroke] : undefined;
  if (pan !== undefined) {
    return () => {
      zooming.panBy(...pan);
    };
  }
  const snapshot = (format: SnapshotFormat) => (): void => {
    if (!pressed.repeat) takeSnapshot(format);
  };
  switch (commandOf(keymap, keystroke)) {
    case "snapshot":
      return snapshot("jpeg");
    case "zoomIn":
      return () => {
        zooming.zoomBy(timesPerKey);
      };
    case "zoomOut":
      return () => {
        zooming.zoomBy(1 / timesPerKey);
      };
    case "zoomReset":
      return zoomed ? zooming.reset : null;
    case null:
      return keymap.snapshot.some((key) => keystroke === `Shift+${key}`) ? snapshot("png") : null;
    default:
      return null;
  }
};
