import { Dropdown } from "antd";
import { useEffect, useRef, useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../../app/contract/device";
import { builtInGrid } from "../../../app/domain/builtInGrids";
import { useBox } from "../../components/useBox";
import type { Rung } from "../../player/ladder";
import { useLadder } from "../../player/useLadder";
import { useAppDispatch, useAppSelector } from "../../store";
import { useKeymap } from "../keyboard/CommandKeys";
import type { CommandName } from "../keyboard/commands";
import { keystrokeLabel } from "../keyboard/keystroke";
import { arrangementMenu } from "./arrangementMenu";
import { positionOf } from "./dragging";
import { areaOf, gridStyle } from "./gridStyle";
import { Tile } from "./Tile";
import { TileEdges } from "./TileEdges";
import { tileMenu } from "./tileMenu";
import { useResting } from "./tile/useResting";
import { sizeChange } from "./tile/tileCommands";
import { focusTile, tileId } from "./tileElement";
import { useTileDrags } from "./useTileDrags";
import "./wall.css";
import {
  factsToggled,
  selectChosen,
  selectEnlarged,
  selectFactsAt,
  selectLayout,
  tileChosen,
  tileCleared,
  tileLookChanged,
  tileSpanned,
} from "./wallSlice";
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
  const [pointedAt, setPointedAt] = useState<number | null>(null);
  const keymap = useKeymap();
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

  const keyOf = (command: CommandName): string | undefined => {
    const [keystroke] = keymap[command];
    return keystroke === undefined ? undefined : keystrokeLabel(keystroke);
  };

  const menuOf = (position: number) => {
    const tile = layout.tiles[position] ?? null;
    const cell = layout.grid.cells[position];
    const arrangement = arrangementMenu(t, {
      tile,
      lockKey: keyOf("lock"),
      spans: !alone && cell !== undefined && cell.columnSpan * cell.rowSpan > 1,
      onLook: (look) => {
        dispatch(tileLookChanged({ position, look }));
      },
      onSplit: () => {
        if (cell !== undefined) dispatch(tileSpanned({ position, cell: { ...cell, columnSpan: 1, rowSpan: 1 } }));
      },
    });
    if (tile === null) return arrangement;
    return tileMenu(t, {
      position,
      alone,
      shares,
      factsShown: position === factsAt,
      arrangement,
      keyOf,
      onSize: () => {
        toggleSize(position);
      },
      onFacts: () => {
        dispatch(factsToggled(position));
      },
      onClear: () => {
        dispatch(tileCleared(position));
      },
    });
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
    <Dropdown
      menu={{ items: menuOf(pointedAt ?? positions[0] ?? 0) }}
      trigger={["contextMenu"]}
      // Made with the wall: the first one to open it does not wait for it.
      forceRender
      disabled={pointedAt === null}
    >
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
        onPointerDown={(event) => {
          setPointedAt(positionOf(event.target));
        }}
        onContextMenuCapture={(event) => {
          setPointedAt(positionOf(event.target));
        }}
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
    </Dropdown>
  );
};

const wholeCell = { column: 0, row: 0, columnSpan: 1, rowSpan: 1 };
