import type { TreeNode } from "./treeNodes";

/** The devices of rows, those of branches with them; each once, in the order of the tree. */
export const devicesOfRows = (nodes: readonly TreeNode[], rows: readonly TreeNode[]): string[] => {
  const ids = new Set<string>();
  for (const row of rows) {
    for (const node of nodes.slice(row.at, row.end)) if (node.device !== null) ids.add(node.device.id);
  }
  return [...ids];
};

/** The cameras of rows, each once, in the order of the rows. */
export const camerasOfRows = (rows: readonly TreeNode[], camerasOf: (row: TreeNode) => readonly string[]): string[] => [
  ...new Set(rows.flatMap(camerasOf)),
];
