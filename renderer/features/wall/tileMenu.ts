import type { MenuProps } from "antd";
import type { Translate } from "../../locales/words";
import { handsOf } from "./tile/tileHands";

type Entries = NonNullable<MenuProps["items"]>;

/** The tile that a menu was opened on, and what the wall does for it. */
export interface MenuTile {
  readonly position: number;
  /** It stands alone on the wall for now. */
  readonly alone: boolean;
  /** It shares the wall with others, so that it can be enlarged at all. */
  readonly shares: boolean;
  readonly factsShown: boolean;
  /** How it is shown and held on the wall (arrangementMenu.tsx). */
  readonly arrangement: Entries;
  readonly onSize: () => void;
  readonly onFacts: () => void;
  readonly onClear: () => void;
}

/** What can be done with the picture of a tile. */
const pictureEntries = (t: Translate, { position, factsShown, onFacts }: MenuTile): Entries => {
  const hands = handsOf(position);
  return [
    { key: "snapshot", label: t("tile.tools.snapshot"), onClick: () => hands?.takeSnapshot("jpeg") },
    { key: "snapshotPng", label: t("tile.tools.snapshotPng"), onClick: () => hands?.takeSnapshot("png") },
    {
      key: "resetZoom",
      label: t("tile.tools.resetZoom"),
      disabled: hands?.isZoomed() !== true,
      onClick: () => hands?.resetZoom(),
    },
    { key: "facts", label: factsShown ? t("wall.hideFacts") : t("wall.showFacts"), onClick: onFacts },
  ];
};

/** The entries of a tile's menu, the most used first. Each does its own work. */
export const tileMenu = (t: Translate, tile: MenuTile): Entries => [
  {
    key: "size",
    label: tile.alone ? t("wall.shrink") : t("wall.enlarge"),
    disabled: !tile.shares,
    onClick: tile.onSize,
  },
  { type: "divider" },
  ...pictureEntries(t, tile),
  { type: "divider" },
  ...tile.arrangement,
  { type: "divider" },
  { key: "clear", label: t("wall.clear"), onClick: tile.onClear },
];
