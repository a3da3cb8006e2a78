import { Dropdown } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WallLayout } from "../../../app/domain/layout";
import { useAppDispatch } from "../../store";
import { useKeymap } from "../keyboard/CommandKeys";
import type { CommandName } from "../keyboard/commands";
import { keystrokeLabel } from "../keyboard/keystroke";
import { arrangementMenu } from "./arrangementMenu";
import { sharedTurns } from "../../turns";
import { positionOf } from "./dragging";
import { tileMenu } from "./tileMenu";
import { factsToggled, tileCleared, tileLookChanged, tileSpanned } from "./wallSlice";

const rightButton = 2;

interface WallMenuProps {
  readonly layout: WallLayout;
  /** The tile that stands alone on the wall for now; else null. */
  readonly enlarged: number | null;
  readonly factsAt: number | null;
  readonly onSize: (position: number) => void;
  readonly children: ReactNode;
}

/** The menu of the tile that is pointed at. Pointing at another one renders this menu anew and none of the tiles. */
export const WallMenu = ({ layout, enlarged, factsAt, onSize, children }: WallMenuProps) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const keymap = useKeymap();
  const [pointedAt, setPointedAt] = useState<number | null>(0);
  const [open, setOpen] = useState(false);
  const alone = enlarged !== null;

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
      shares: layout.grid.cells.length > 1,
      factsShown: position === factsAt,
      arrangement,
      keyOf,
      onSize: () => {
        onSize(position);
      },
      onFacts: () => {
        dispatch(factsToggled(position));
      },
      onClear: () => {
        dispatch(tileCleared(position));
      },
    });
  };

  return (
    <Dropdown
      menu={{ items: menuOf(pointedAt ?? enlarged ?? 0) }}
      trigger={["contextMenu"]}
      // Made with the wall: the first one to open it does not wait for it.
      forceRender
      disabled={pointedAt === null}
      open={open}
      // A turn later: what the press of the button does to the tile is work enough for one.
      onOpenChange={(next) => {
        if (next) sharedTurns.take(() => setOpen(true));
        else setOpen(false);
      }}
    >
      <div
        className="wall-reach"
        // Sooner than the menu opens, which then has less to do.
        onPointerDown={(event) => {
          if (event.button === rightButton) setPointedAt(positionOf(event.target));
        }}
        onContextMenuCapture={(event) => {
          setPointedAt(positionOf(event.target));
        }}
      >
        {children}
      </div>
    </Dropdown>
  );
};
