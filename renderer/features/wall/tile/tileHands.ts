import type { SnapshotFormat } from "../../../../app/contract/snapshot";

/** What a tile can be told to do from outside of it, by the menu of the wall or a key pressed elsewhere. */
export interface TileHands {
  takeSnapshot(format: SnapshotFormat): void;
  /** So many times nearer. */
  zoomBy(times: number): void;
  /** By shares of the tile; a whole picture stays. */
  panBy(x: number, y: number): void;
  /** The whole picture again. */
  resetZoom(): void;
  /** A part of the picture is shown. */
  isZoomed(): boolean;
}

const hands = new Map<number, TileHands>();

/** Of the tile at this position; undefined while no camera stands there. */
export const handsOf = (position: number): TileHands | undefined => hands.get(position);

/** The tile at this position lends its hands; answers how to take them back. */
export const lendHands = (position: number, lent: TileHands): (() => void) => {
  hands.set(position, lent);
  return () => {
    if (hands.get(position) === lent) hands.delete(position);
  };
};
