import { useMemo } from "react";
import type { Device } from "../../../app/contract/device";
import type { Site } from "../../../app/contract/site";
import { camerasOf } from "../../../app/domain/layout";
import { useAppSelector } from "../../store";
import { selectLayout } from "../wall/wallSlice";
import type { ReadingsOf } from "./pinyinMatch";
import { towns, wholeCounty } from "./townNames";
import { treeNodesOf, type DeviceTreeNodes, type TreeNode } from "./treeNodes";
import { branchCounter, isNarrowed, shownCamerasUnder, treeViewOf, type BranchCount, type TreeView } from "./treeRows";
import { search, wordsOf } from "./treeSearch";
import { selectFilter, selectText, selectToggled, selectToggledInSearch } from "./treeSlice";
import { useCameraStates } from "./useCameraStates";
import { useSearchIndex } from "./useSearchIndex";
import type { CameraStates } from "./cameraStates";

/** Everything the tree shows, by what a person looks for and how the cameras are. */
export interface ShownTree extends TreeView {
  readonly tree: DeviceTreeNodes;
  readonly words: readonly string[];
  readonly readingsOf: ReadingsOf;
  readonly narrowed: boolean;
  readonly states: CameraStates;
  readonly onWall: ReadonlySet<string>;
  countOf(node: TreeNode): BranchCount;
  /** The cameras of a row that go onto the wall with it. */
  camerasOf(node: TreeNode): string[];
}

export const useTreeView = (devices: readonly Device[], sites: readonly Site[]): ShownTree => {
  const text = useAppSelector(selectText);
  const filter = useAppSelector(selectFilter);
  const layout = useAppSelector(selectLayout);
  const toggledUsually = useAppSelector(selectToggled);
  const toggledInSearch = useAppSelector(selectToggledInSearch);

  const tree = useMemo(() => treeNodesOf({ devices, sites, towns, county: wholeCounty }), [devices, sites]);
  const index = useSearchIndex(tree.nodes);
  const states = useCameraStates(devices);
  const onWall = useMemo(() => new Set(camerasOf(layout)), [layout]);
  const words = useMemo(() => wordsOf(text), [text]);
  const result = useMemo(() => (words.length === 0 ? null : search(tree.nodes, index, words)), [tree, index, words]);
  const narrowed = isNarrowed({ result, filter });
  const toggled = narrowed ? toggledInSearch : toggledUsually;
  const view = useMemo(
    () => treeViewOf({ tree, result, filter, states, onWall, toggled }),
    [tree, result, filter, states, onWall, toggled],
  );
  const countOf = useMemo(() => branchCounter(tree.cameraIds, states), [tree, states]);
  return {
    ...view,
    tree,
    words,
    readingsOf: index.readingsOf,
    narrowed,
    states,
    onWall,
    countOf,
    camerasOf: (node) => shownCamerasUnder({ tree, filter, states, onWall }, node),
  };
};
