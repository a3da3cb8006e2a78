import { CheckOutlined } from "@ant-design/icons";
import type { MenuProps } from "antd";
import { fits, turns, type Tile, type TileLook } from "../../../app/domain/layout";
import type { Translate } from "../../locales/words";

type Entries = NonNullable<MenuProps["items"]>;

/** What a tile's menu needs to know of how it stands on the wall. */
export interface ArrangedTile {
  /** Null for an empty one. */
  readonly tile: Tile | null;
  /** It spans more than one square of its grid. */
  readonly spans: boolean;
  /** What is pressed to lock or unlock it. */
  readonly lockKey: string | undefined;
  readonly onLook: (look: Partial<TileLook>) => void;
  readonly onSplit: () => void;
}

/** The mark is read out as well: a menu item has no checked state of its own. */
const choice = (t: Translate, key: string, label: string, on: boolean, onClick: () => void): Entries[number] => ({
  key,
  label: on ? <span aria-label={t("grid.chosen", { name: label })}>{label}</span> : label,
  icon: on ? <CheckOutlined /> : <span className="menu-no-mark" />,
  onClick,
});

/** How a camera is shown on its tile, and whether it may move: one part of the tile's menu. */
export const arrangementMenu = (t: Translate, { tile, spans, lockKey, onLook, onSplit }: ArrangedTile): Entries => [
  ...(tile === null
    ? []
    : [
        {
          key: "fit",
          label: t("grid.fit"),
          children: fits.map((fit) =>
            choice(t, `fit-${fit}`, t(`grid.fits.${fit}`), tile.fit === fit, () => {
              onLook({ fit });
            }),
          ),
        },
        {
          key: "turn",
          label: t("grid.turn"),
          children: [
            ...turns.map((turn) =>
              choice(t, `turn-${String(turn)}`, t(`grid.turns.${turn}`), tile.turn === turn, () => {
                onLook({ turn });
              }),
            ),
            { type: "divider" as const },
            choice(t, "mirror", t("grid.mirror"), tile.mirrored, () => {
              onLook({ mirrored: !tile.mirrored });
            }),
          ],
        },
        {
          key: "lock",
          label: tile.locked ? t("grid.unlock") : t("grid.lock"),
          title: t("grid.lockHint"),
          extra: lockKey,
          onClick: () => {
            onLook({ locked: !tile.locked });
          },
        },
        {
          key: "pin",
          label: tile.pinned ? t("grid.unpin") : t("grid.pin"),
          title: t("grid.pinHint"),
          onClick: () => {
            onLook({ pinned: !tile.pinned });
          },
        },
      ]),
  { key: "split", label: t("grid.split"), disabled: !spans, onClick: onSplit },
];
