import type { Side } from "../../../../app/domain/gridEdit";
import { neighbourOf } from "../../../../app/domain/gridNeighbour";
import type { Tile } from "../../../../app/domain/layout";
import type { CommandHandlers } from "../../keyboard/CommandKeys";
import {
  factsToggled,
  tileCleared,
  tileEnlarged,
  tileLookChanged,
  tileShrunk,
  tileStretched,
  type wallSlice,
} from "../wallSlice";
import type { WallState } from "../wallState";
import type { TileHands } from "./tileHands";

type WallAction = ReturnType<(typeof wallSlice.actions)[keyof typeof wallSlice.actions]>;
/** What of the wall the keys go by. */
type Standing = Pick<WallState, "layout" | "enlarged" | "chosen">;

interface TileCommandParts {
  /** The wall as it is when the key is pressed. */
  readonly wall: () => Standing;
  readonly dispatch: (action: WallAction) => void;
  readonly handsOf: (position: number) => TileHands | undefined;
  /** Brings the keyboard, and with it the choice, to a tile. */
  readonly focusTile: (position: number) => void;
  /** Somebody wants to pick a camera for the chosen tile. */
  readonly onPick: () => void;
}

/** How much nearer one press of a key brings the picture. */
const timesPerKey = 1.25;
/** Share of the tile. */
const panPerKey = 0.15;

/** Towards an edge of the picture: the picture goes the other way. */
const panOf: Readonly<Record<Side, readonly [number, number]>> = {
  left: [panPerKey, 0],
  right: [-panPerKey, 0],
  up: [0, panPerKey],
  down: [0, -panPerKey],
};

/** What makes a tile fill the wall, or gives the wall back; null where there is nothing to enlarge. */
export const sizeChange = ({ layout, enlarged }: Omit<Standing, "chosen">, position: number): WallAction | null => {
  if (enlarged !== null) return tileShrunk();
  const isFilled = (layout.tiles[position] ?? null) !== null;
  return isFilled && layout.grid.cells.length > 1 ? tileEnlarged(position) : null;
};

/** The keys of one tile: the one that fills the wall, else the chosen one, wherever the keyboard is. */
export const tileCommands = ({ wall, dispatch, handsOf, focusTile, onPick }: TileCommandParts): CommandHandlers => {
  const target = (): number | null => wall().enlarged ?? wall().chosen;

  /** Does nothing, and leaves the key, where the target shows no camera. */
  const onCamera = (act: (position: number, tile: Tile) => void) => (): boolean => {
    const position = target();
    const tile = position === null ? null : (wall().layout.tiles[position] ?? null);
    if (position === null || tile === null) return false;
    act(position, tile);
    return true;
  };
  /** Likewise where there is no picture that could be worked on, or `act` found nothing to do. */
  const onPicture =
    (act: (hands: TileHands, repeat: boolean) => boolean | undefined) =>
    ({ repeat }: { readonly repeat: boolean }): boolean => {
      const position = target();
      const hands = position === null ? undefined : handsOf(position);
      return hands !== undefined && act(hands, repeat) !== false;
    };

  const resetZoom = onPicture((hands) => {
    if (!hands.isZoomed()) return false;
    hands.resetZoom();
    return true;
  });
  const zoomBy = (times: number) =>
    onPicture((hands) => {
      hands.zoomBy(times);
      return true;
    });
  const takeSnapshot = (format: "jpeg" | "png") =>
    onPicture((hands, repeat) => {
      // One picture for one press, however long the key is held.
      if (!repeat) hands.takeSnapshot(format);
      return true;
    });

  const choose = (side: Side) => (): boolean => {
    const { layout, enlarged, chosen } = wall();
    if (enlarged !== null) return false;
    const next = chosen === null ? 0 : neighbourOf(layout.grid, chosen, side);
    // At the edge too: the keyboard comes to the tile that is chosen.
    focusTile(next ?? chosen ?? 0);
    return true;
  };

  const stretch = (side: Side) => {
    const pan = onPicture((hands) => {
      if (!hands.isZoomed()) return false;
      hands.panBy(...panOf[side]);
      return true;
    });
    return (press: { readonly repeat: boolean }): boolean => {
      const { enlarged, chosen } = wall();
      if (pan(press)) return true;
      if (enlarged !== null || chosen === null) return false;
      dispatch(tileStretched({ position: chosen, side }));
      return true;
    };
  };

  return {
    tileLeft: choose("left"),
    tileRight: choose("right"),
    tileUp: choose("up"),
    tileDown: choose("down"),
    stretchLeft: stretch("left"),
    stretchRight: stretch("right"),
    stretchUp: stretch("up"),
    stretchDown: stretch("down"),
    enlarge: () => {
      const position = target();
      if (position === null) return false;
      const change = sizeChange(wall(), position);
      if (change !== null) dispatch(change);
      else if ((wall().layout.tiles[position] ?? null) === null) onPick();
      return true;
    },
    shrink: (press) => {
      if (resetZoom(press)) return true;
      if (wall().enlarged === null) return false;
      dispatch(tileShrunk());
      return true;
    },
    clear: onCamera((position) => {
      dispatch(tileCleared(position));
    }),
    facts: onCamera((position) => {
      dispatch(factsToggled(position));
    }),
    lock: onCamera((position, { locked }) => {
      dispatch(tileLookChanged({ position, look: { locked: !locked } }));
    }),
    snapshot: takeSnapshot("jpeg"),
    snapshotPng: takeSnapshot("png"),
    zoomIn: zoomBy(timesPerKey),
    zoomOut: zoomBy(1 / timesPerKey),
    zoomReset: resetZoom,
  };
};
