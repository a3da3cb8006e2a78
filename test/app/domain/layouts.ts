import { builtInGrid, gridSizes } from "../../../app/domain/builtInGrids";
import { plainTile, type Tile, type WallLayout } from "../../../app/domain/layout";

/** Tiles written as their cameras' names: `a!` is locked, `a^` pinned. */
const tileOf = (written: string | null): Tile | null => {
  if (written === null) return null;
  const tile = plainTile(written.replace(/[!^]/g, ""));
  return { ...tile, locked: written.includes("!"), pinned: written.includes("^") };
};

/** A built-in grid with as many tiles as are written. */
export const layoutOf = (...written: readonly (string | null)[]): WallLayout => {
  const size = gridSizes.find((each) => each === written.length);
  if (size === undefined) throw new Error(`there is no grid of ${String(written.length)}`);
  return { grid: builtInGrid(size), tiles: written.map(tileOf) };
};

/** The same the other way, without marks. */
export const namesOf = ({ tiles }: WallLayout): (string | null)[] => tiles.map((tile) => tile?.cameraId ?? null);
