import type { MenuProps } from "antd";
import type { Translate } from "../../locales/words";
import type { CommandName } from "../keyboard/commands";
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
  /** What is pressed for the same, as it is shown; undefined where nothing is. */
  readonly keyOf: (command: CommandName) => string | undefined;
  readonly onSize: () => void;
  readonly onFacts: () => void;
  readonly onClear: () => void;
}

/** What can be done with the picture of a tile. */
const pictureEntries = (t: Translate, { position, factsShown, keyOf, onFacts }: MenuTile): Entries => {
  const hands = handsOf(position);
  return [
    {
      key: "snapshot",
      label: t("tile.tools.snapshot"),
      extra: keyOf("snapshot"),
      onClick: () => hands?.takeSnapshot("jpeg"),
    },
    {
      key: "snapshotPng",
      label: t("tile.tools.snapshotPng"),
      extra: keyOf("snapshotPng"),
      onClick: () => hands?.takeSnapshot("png"),
    },
    {
      key: "resetZoom",
      label: t("tile.tools.resetZoom"),
      extra: keyOf("zoomReset"),
      disabled: hands?.isZoomed() !== true,
      onClick: () => hands?.resetZoom(),
    },
    {
      key: "facts",
      label: factsShown ? t("wall.hideFacts") : t("wall.showFacts"),
      extra: keyOf("facts"),
      onClick: onFacts,
    },
  ];
};

/** The entries of a tile's menu, the most used first. Each does its own work. */
export const tileMenu = (t: Translate, tile: MenuTile): Entries => [
  {
    key: "size",
    label: tile.alone ? t("wall.shrink") : t("wall.enlarge"),
    extra: tile.keyOf("enlarge"),
    disabled: !tile.shares,
    onClick: tile.onSize,
  },
  { type: "divider" },
  ...pictureEntries(t, tile),
  { type: "divider" },
  ...tile.arrangement,
  { type: "divider" },
  { key: "clear", label: t("wall.clear"), extra: tile.keyOf("clear"), onClick: tile.onClear },
];
