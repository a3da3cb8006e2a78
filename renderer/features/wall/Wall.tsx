import { useEffect, useRef, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../../app/contract/device";
import { builtInGrid } from "../../../app/domain/builtInGrids";
import { useBox } from "../../components/useBox";
import type { Rung } from "../../player/ladder";
import { useLadder } from "../../player/useLadder";
import { useAppDispatch, useAppSelector } from "../../store";
import { positionOf } from "./dragging";
import { areaOf, gridStyle } from "./gridStyle";
import { Tile } from "./Tile";
import { TileEdges } from "./TileEdges";
import { useResting } from "./tile/useResting";
import { sizeChange } from "./tile/tileCommands";
import { focusTile, tileId } from "./tileElement";
import { useTileDrags } from "./useTileDrags";
import { WallMenu } from "./WallMenu";
import "./wall.css";
import { selectChosen, selectEnlarged, selectFactsAt, selectLayout, tileChosen, tileSpanned } from "./wallSlice";
import { wantedQuality } from "./wantedQuality";

interface WallProps {
  readonly cameras: ReadonlyMap<string, Camera>;
}

/** The grid of tiles: their mouse and drag, and what the keyboard is on. Keys: tile/tileCommands.ts. */
export const Wall = ({ cameras }: WallProps) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const layout = useAppSelector(selectLayout);
  const chosen = useAppSelector(selectChosen);
  const enlarged = useAppSelector(selectEnlarged);
  const factsAt = useAppSelector(selectFactsAt);
  const root = useRef<HTMLDivElement>(null);
  const drags = useTileDrags(layout);
  useResting(root);

  const alone = enlarged !== null;
  const grid = alone ? builtInGrid(1) : layout.grid;
  const shares = layout.grid.cells.length > 1;
  const positions = alone ? [enlarged] : layout.tiles.map((_, position) => position);
  const size = useBox(root, devicePixelRatio);
  const filled = positions.flatMap((position) => {
    const tile = layout.tiles[position] ?? null;
    return tile === null ? [] : [{ position, wanted: wantedQuality(grid, alone ? 0 : position, tile, size) }];
  });
  const stand = useLadder(filled.map(({ position, wanted }) => ({ wanted, selected: alone || position === chosen })));
  const rungs = new Map(filled.map(({ position }, index) => [position, stand[index] ?? "full"] as const));
  const wanted = new Map(filled.map((each) => [each.position, each.wanted] as const));
  const rungOf = (position: number): Rung => rungs.get(position) ?? "full";

  // A tile that was emptied or filled is another element: the keyboard stays at its place.
  const hadFocus = useRef(false);
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body && chosen !== null) focusTile(chosen);
  }, [layout, chosen, enlarged]);

  const toggleSize = (position: number): void => {
    const change = sizeChange({ layout, enlarged }, position);
    if (change !== null) dispatch(change);
  };

  const onFocus = (event: SyntheticEvent): void => {
    const position = positionOf(event.target);
    hadFocus.current = true;
    if (position !== null) dispatch(tileChosen(position));
  };

  const onDoubleClick = (event: SyntheticEvent): void => {
    const position = positionOf(event.target);
    if (position !== null) toggleSize(position);
  };

  const chosenCell = chosen === null || alone || !shares ? undefined : layout.grid.cells[chosen];
  const tiles = positions
    .map((position) => {
      const tile = layout.tiles[position] ?? null;
      return { position, tile, key: tile?.cameraId ?? `empty-${String(position)}` };
    })
    // A camera's element stays where it is among the others whatever is done to the wall, and only its place on the
    // grid changes: its picture goes on. `aria-owns` tells those who listen the order that is seen.
    .sort((a, b) => (a.key < b.key ? -1 : 1));

  return (
    <WallMenu layout={layout} enlarged={enlarged} factsAt={factsAt} onSize={toggleSize}>
      <div
        ref={root}
        role="region"
        aria-label={t("wall.name")}
        aria-owns={positions.map(tileId).join(" ")}
        className="wall on-picture"
        data-alone={alone || undefined}
        style={gridStyle(grid)}
        onFocus={onFocus}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget !== null && root.current?.contains(relatedTarget) !== true) hadFocus.current = false;
        }}
        onDoubleClick={onDoubleClick}
        {...drags}
      >
        {tiles.map(({ position, tile, key }) => (
          <Tile
            key={key}
            id={tileId(position)}
            position={position}
            area={alone ? "1 / 1" : areaOf(layout.grid.cells[position] ?? wholeCell)}
            cameraId={tile?.cameraId ?? null}
            look={tile}
            camera={tile === null ? null : (cameras.get(tile.cameraId) ?? null)}
            wanted={wanted.get(position) ?? "sub"}
            rung={rungOf(position)}
            chosen={position === chosen}
            factsShown={position === factsAt}
            reachable={position === (chosen ?? positions[0])}
          />
        ))}
        {chosenCell !== undefined && chosen !== null && (
          <TileEdges
            grid={layout.grid}
            cell={chosenCell}
            wall={root}
            onSpan={(cell) => {
              dispatch(tileSpanned({ position: chosen, cell }));
            }}
          />
        )}
      </div>
    </WallMenu>
  );
};

const wholeCell = { column: 0, row: 0, columnSpan: 1, rowSpan: 1 };
