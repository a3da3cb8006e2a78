import type { StreamQuality } from "../../../app/contract/device";
import { partsOf, type Grid } from "../../../app/domain/grid";
import type { Tile } from "../../../app/domain/layout";

/** A picture of more lines than this, in device pixels, shows more than a sub stream holds (360 to 576 lines). */
const subStreamLines = 648;

/** Of the wall, in device pixels; 0 before it stands. */
export interface WallSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Most cameras send 16:9; one that does not is judged a little wrongly, which costs sharpness or bandwidth alone. */
const aspect = 16 / 9;

/** Lines of the camera's own picture that a tile of this size shows, were it fitted as `tile` says. */
const linesShown = ({ widthPx, heightPx }: WallSize, { fit, turn }: Pick<Tile, "fit" | "turn">): number => {
  const onSide = turn === 90 || turn === 270;
  const across = onSide ? heightPx : widthPx;
  const down = onSide ? widthPx : heightPx;
  if (fit === "fill") return down;
  return fit === "cover" ? Math.max(down, across / aspect) : Math.min(down, across / aspect);
};

/** Which stream a tile asks for by its own size. The only tile of a wall shows its camera as well as it can. */
export const wantedQuality = (grid: Grid, position: number, tile: Tile, wall: WallSize): StreamQuality => {
  const cell = grid.cells[position];
  if (cell === undefined || grid.cells.length === 1) return "main";
  const { width, height } = partsOf(grid, cell);
  const size = { widthPx: width * wall.widthPx, heightPx: height * wall.heightPx };
  return linesShown(size, tile) > subStreamLines ? "main" : "sub";
};
