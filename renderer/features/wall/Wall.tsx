import { Dropdown, type MenuProps } from "antd";
import { useRef, useState, type DragEvent, type KeyboardEvent, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Camera, StreamQuality } from "../../../app/contract/device";
import { columnsOf } from "../../../app/domain/layout";
import { useHeight } from "../../components/useHeight";
import type { Rung } from "../../player/ladder";
import { useLadder } from "../../player/useLadder";
import { useAppDispatch, useAppSelector } from "../../store";
import { carriedCamera, carriesCamera, carryCamera, positionOf } from "./dragging";
import { Tile } from "./Tile";
import "./wall.css";
import {
  cameraDropped,
  factsToggled,
  selectChosen,
  selectEnlarged,
  selectFactsAt,
  selectLayout,
  tileChosen,
  tileCleared,
  tileEnlarged,
  tileShrunk,
} from "./wallSlice";

interface WallProps {
  readonly cameras: ReadonlyMap<string, Camera>;
  /** Enter on an empty tile: somebody wants to pick a camera. */
  readonly onPick: () => void;
}

const steps: Readonly<Record<string, (columns: number) => number>> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
};

/** A tile of more device pixels in height than this shows more than a sub stream holds (360 to 576 lines). */
const subStreamLines = 648;

const wantedQuality = (columns: number, wallHeightPx: number): StreamQuality =>
  columns === 1 || (wallHeightPx * devicePixelRatio) / columns > subStreamLines ? "main" : "sub";

/** The grid of tiles: their mouse, drag and keyboard in one place. */
export const Wall = ({ cameras, onPick }: WallProps) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const layout = useAppSelector(selectLayout);
  const chosen = useAppSelector(selectChosen);
  const enlarged = useAppSelector(selectEnlarged);
  const factsAt = useAppSelector(selectFactsAt);
  const root = useRef<HTMLDivElement>(null);
  const [pointedAt, setPointedAt] = useState<number | null>(null);

  const alone = enlarged !== null;
  const columns = alone ? 1 : columnsOf(layout.gridSize);
  const positions = alone ? [enlarged] : layout.tiles.map((_, position) => position);
  const heightPx = useHeight(root);
  const wanted = wantedQuality(columns, heightPx);
  const filled = positions.filter((position) => layout.tiles[position] !== null);
  const stand = useLadder(filled.map((position) => ({ wanted, selected: alone || position === chosen })));
  const rungOf = (position: number): Rung => stand[filled.indexOf(position)] ?? "full";

  const focusTile = (position: number): void => {
    root.current?.querySelector<HTMLElement>(`[data-position="${String(position)}"]`)?.focus();
  };

  const toggleSize = (position: number): void => {
    if (alone) dispatch(tileShrunk());
    else if (layout.tiles[position] !== null && layout.gridSize > 1) dispatch(tileEnlarged(position));
  };

  const onFocus = (event: SyntheticEvent): void => {
    const position = positionOf(event.target);
    if (position !== null) dispatch(tileChosen(position));
  };

  const onDoubleClick = (event: SyntheticEvent): void => {
    const position = positionOf(event.target);
    if (position !== null) toggleSize(position);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const position = positionOf(event.target);
    if (position === null) return;
    const step = steps[event.key];
    if (step !== undefined && !alone) {
      const next = position + step(columns);
      if (next >= 0 && next < layout.gridSize) focusTile(next);
    } else if (event.key === "Enter") {
      if (layout.tiles[position] === null) onPick();
      else toggleSize(position);
    } else if (event.key === "Escape") {
      dispatch(tileShrunk());
    } else if (event.key === "Delete" || event.key === "Backspace") {
      dispatch(tileCleared(position));
    } else if (event.key === "i" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      dispatch(factsToggled(position));
    } else {
      return;
    }
    event.preventDefault();
  };

  const onDragStart = (event: DragEvent): void => {
    const position = positionOf(event.target);
    const cameraId = position === null ? null : (layout.tiles[position] ?? null);
    if (cameraId === null) event.preventDefault();
    else carryCamera(event.dataTransfer, cameraId);
  };

  const onDragOver = (event: DragEvent): void => {
    if (!carriesCamera(event.dataTransfer) || positionOf(event.target) === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
  };

  const onDrop = (event: DragEvent): void => {
    const position = positionOf(event.target);
    const cameraId = carriedCamera(event.dataTransfer);
    if (position === null || cameraId === "") return;
    event.preventDefault();
    dispatch(cameraDropped({ position, cameraId }));
  };

  const menu: MenuProps = {
    items: [
      { key: "size", label: alone ? t("wall.shrink") : t("wall.enlarge"), disabled: layout.gridSize === 1 },
      { key: "facts", label: pointedAt === factsAt ? t("wall.hideFacts") : t("wall.showFacts") },
      { key: "clear", label: t("wall.clear") },
    ],
    onClick: ({ key }) => {
      if (pointedAt === null) return;
      if (key === "size") toggleSize(pointedAt);
      else if (key === "facts") dispatch(factsToggled(pointedAt));
      else dispatch(tileCleared(pointedAt));
    },
  };

  return (
    <Dropdown
      menu={menu}
      trigger={["contextMenu"]}
      disabled={pointedAt === null || (layout.tiles[pointedAt] ?? null) === null}
    >
      <div
        ref={root}
        role="region"
        aria-label={t("wall.name")}
        className="wall"
        data-alone={alone || undefined}
        style={{ gridTemplate: `repeat(${String(columns)}, 1fr) / repeat(${String(columns)}, 1fr)` }}
        onFocus={onFocus}
        onDoubleClick={onDoubleClick}
        onKeyDown={onKeyDown}
        onDragStart={onDragStart}
        onDragOver={onDragOver}
        onDrop={onDrop}
        onPointerDown={(event) => {
          setPointedAt(positionOf(event.target));
        }}
      >
        {positions.map((position) => {
          const cameraId = layout.tiles[position] ?? null;
          return (
            <Tile
              key={position}
              position={position}
              cameraId={cameraId}
              camera={cameraId === null ? null : (cameras.get(cameraId) ?? null)}
              wanted={wanted}
              rung={rungOf(position)}
              chosen={position === chosen}
              factsShown={position === factsAt}
              reachable={position === (chosen ?? positions[0])}
            />
          );
        })}
      </div>
    </Dropdown>
  );
};
