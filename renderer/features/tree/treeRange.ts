import type { TreeNode } from "./treeNodes";

/** The rows from one to another, both with them, in the order they are shown. */
export const rangeBetween = (order: readonly Pick<TreeNode, "key">[], one: string, other: string): string[] => {
  const at = order.findIndex(({ key }) => key === one);
  const to = order.findIndex(({ key }) => key === other);
  if (at < 0 || to < 0) return to < 0 ? [] : [other];
  return order.slice(Math.min(at, to), Math.max(at, to) + 1).map(({ key }) => key);
};
