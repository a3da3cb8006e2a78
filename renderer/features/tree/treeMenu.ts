import type { MenuProps } from "antd";
import type { Translate } from "../../locales/words";
import type { TreeNode } from "./treeNodes";

export type TreeCommand = "onWall" | "moveTo" | "newSite" | "changeSite" | "removeSite";

interface MenuSettings {
  /** The row that was pointed at. */
  readonly node: TreeNode;
  /** How many cameras go onto the wall with what is selected. */
  readonly cameraCount: number;
  /** How many devices are selected, those of selected branches with them. */
  readonly deviceCount: number;
  readonly isAdministrator: boolean;
  readonly t: Translate;
}

/** What can be done with a row, or with all that are selected. */
export const treeMenuItems = ({
  node,
  cameraCount,
  deviceCount,
  isAdministrator,
  t,
}: MenuSettings): NonNullable<MenuProps["items"]> => {
  const item = (key: TreeCommand, label: string, more: { disabled?: boolean; danger?: boolean } = {}) => ({
    key,
    label,
    ...more,
  });
  const put =
    node.kind === "site"
      ? t("tree.wholeOnWall", { count: cameraCount })
      : node.kind === "camera" && cameraCount === 1
        ? t("tree.onChosen")
        : t("tree.onWall", { count: cameraCount });
  const administration = [
    item("moveTo", t("tree.moveTo"), { disabled: deviceCount === 0 }),
    ...(node.kind === "site"
      ? [item("changeSite", t("tree.changeSite")), item("removeSite", t("tree.removeSite"), { danger: true })]
      : []),
    ...(node.kind === "county" || node.kind === "town" ? [item("newSite", t("tree.newSiteHere"))] : []),
  ];
  return [
    item("onWall", put, { disabled: cameraCount === 0 }),
    ...(isAdministrator ? [{ type: "divider" as const }, ...administration] : []),
  ];
};
