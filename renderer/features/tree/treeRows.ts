import type { CameraStates } from "./cameraStates";
import { camerasUnder, countyKey, type DeviceTreeNodes, type TreeNode } from "./treeNodes";
import type { SearchResult } from "./treeSearch";

export const treeFilters = ["all", "online", "offline", "unsupported", "onWall"] as const;
export type TreeFilter = (typeof treeFilters)[number];

/** How many cameras a branch has, of those that the filter lets through, and how many of them are online. */
export interface BranchCount {
  readonly online: number;
  readonly total: number;
}

/** One row as it is shown, with those below it that are open. */
export interface TreeRow {
  readonly key: string;
  readonly node: TreeNode;
  readonly children: readonly TreeRow[];
  readonly isLeaf: boolean;
}

export interface TreeView {
  readonly rows: readonly TreeRow[];
  readonly expandedKeys: readonly string[];
  /** Rows in the order they are shown, for ranges. */
  readonly order: readonly TreeNode[];
  /** Cameras that are found or let through. */
  readonly cameraCount: number;
  /** There are too many rows: the rest is left out until a person types one letter more. */
  readonly cut: boolean;
}

/** So many rows a tree opens by itself. */
const openedUpTo = 200;
/** So many rows a search shows. What is found is counted all the same. */
export const maxRows = 600;

export interface ShowSettings {
  readonly tree: DeviceTreeNodes;
  /** Null: nothing is looked for. */
  readonly result: SearchResult | null;
  readonly filter: TreeFilter;
  readonly states: CameraStates;
  readonly onWall: ReadonlySet<string>;
  /** What a person opened or shut, by key; kept apart for a tree that is narrowed by a search or filter. */
  readonly toggled: Readonly<Record<string, boolean>>;
}

export const isNarrowed = ({ result, filter }: Pick<ShowSettings, "result" | "filter">): boolean =>
  result !== null || filter !== "all";

const passes = (
  cameraId: string,
  { filter, states, onWall }: Pick<ShowSettings, "filter" | "states" | "onWall">,
): boolean => {
  switch (filter) {
    case "all":
      return true;
    case "onWall":
      return onWall.has(cameraId);
    case "online":
    case "offline":
    case "unsupported":
      return states.get(cameraId) === filter;
  }
};

/** The count of every branch in one pass over the cameras, whatever is open. */
export const branchCounter = (
  cameraIds: readonly string[],
  states: CameraStates,
): ((node: Pick<TreeNode, "firstCamera" | "lastCamera">) => BranchCount) => {
  const onlineBefore = new Int32Array(cameraIds.length + 1);
  for (const [at, id] of cameraIds.entries())
    onlineBefore[at + 1] = (onlineBefore[at] ?? 0) + (states.get(id) === "online" ? 1 : 0);
  return ({ firstCamera, lastCamera }) => ({
    online: (onlineBefore[lastCamera] ?? 0) - (onlineBefore[firstCamera] ?? 0),
    total: lastCamera - firstCamera,
  });
};

/**
 * The rows to show. Without a search or filter: what a person opened, and a small tree as a whole. With one: what it
 * finds, with the branches above it opened, at most {@link maxRows}.
 */
export const treeViewOf = (settings: ShowSettings): TreeView => {
  const { tree, result, filter, toggled } = settings;
  const { nodes } = tree;
  const narrowed = isNarrowed(settings);
  const visible = new Uint8Array(nodes.length);
  /** Holds something that was found below it. */
  const leads = new Uint8Array(nodes.length);
  let cameraCount = 0;
  let visibleCount = 0;
  for (let at = nodes.length - 1; at >= 0; at -= 1) {
    const node = nodes[at];
    if (node === undefined) continue;
    const found = result === null ? 1 : (result.found[at] ?? 0);
    const isCamera = node.camera !== null;
    const shown = found !== 0 && (isCamera ? passes(node.camera.id, settings) : filter === "all");
    if (shown) visible[at] = 1;
    if (visible[at] === 0) continue;
    visibleCount += 1;
    if (isCamera) cameraCount += 1;
    if (node.parent < 0) continue;
    visible[node.parent] = 1;
    // What is shown with the branch above it opens nothing.
    if (found === 1 || leads[at] === 1) leads[node.parent] = 1;
  }
  const isOpen = (node: TreeNode, at: number): boolean => {
    const byItself = narrowed ? leads[at] === 1 : nodes.length <= openedUpTo || node.key === countyKey;
    return toggled[node.key] ?? byItself;
  };

  const order: TreeNode[] = [];
  const expandedKeys: string[] = [];
  let cut = false;
  const rowsUnder = (from: number, end: number): TreeRow[] => {
    const rows: TreeRow[] = [];
    for (let at = from; at < end; at = nodes[at]?.end ?? end) {
      const node = nodes[at];
      if (node === undefined || visible[at] === 0) continue;
      if (narrowed && order.length >= maxRows) {
        cut = true;
        break;
      }
      order.push(node);
      const isLeaf = node.end === at + 1;
      const open = !isLeaf && isOpen(node, at);
      if (open) expandedKeys.push(node.key);
      rows.push({ key: node.key, node, isLeaf, children: open ? rowsUnder(at + 1, node.end) : [] });
    }
    return rows;
  };
  const rows = visibleCount === 0 ? [] : rowsUnder(0, nodes.length);
  return { rows, expandedKeys, order, cameraCount, cut };
};

/** The cameras of a row that the filter lets through: what goes onto the wall with it. */
export const shownCamerasUnder = (
  settings: Pick<ShowSettings, "tree" | "filter" | "states" | "onWall">,
  node: TreeNode,
): string[] => camerasUnder(settings.tree, node).filter((id) => passes(id, settings));

/** How many cameras each filter lets through. */
export const filterCounts = (
  cameraIds: readonly string[],
  { states, onWall }: Pick<ShowSettings, "states" | "onWall">,
): Readonly<Record<TreeFilter, number>> => {
  const counts = { all: cameraIds.length, online: 0, offline: 0, unsupported: 0, onWall: 0 };
  for (const id of cameraIds) {
    const state = states.get(id);
    if (state !== undefined && state !== "unknown") counts[state] += 1;
    if (onWall.has(id)) counts.onWall += 1;
  }
  return counts;
};
