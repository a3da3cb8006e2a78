import { useMemo } from "react";
import { useStore } from "react-redux";
import type { Device } from "../../../app/contract/device";
import type { Site } from "../../../app/contract/site";
import { camerasOf } from "../../../app/domain/layout";
import { useAppSelector, type RootState } from "../../store";
import { selectLayout } from "../wall/wallSlice";
import type { ReadingsOf } from "./pinyinMatch";
import { towns, wholeCounty } from "./townNames";
import { treeNodesOf, type DeviceTreeNodes, type TreeNode } from "./treeNodes";
import { branchCounter, isNarrowed, shownCamerasUnder, treeViewOf, type BranchCount, type TreeView } from "./treeRows";
import { search, wordsOf } from "./treeSearch";
import { selectFilter, selectText, selectToggled, selectToggledInSearch } from "./treeSlice";
import { useCameraStates } from "./useCameraStates";
import { useFollowed } from "./useFollowed";
import { useSearchIndex } from "./useSearchIndex";
import type { CameraStates } from "./cameraStates";

/** Everything the tree shows, by what a person looks for and how the cameras are. */
export interface ShownTree extends TreeView {
  readonly tree: DeviceTreeNodes;
  /** What is looked for in them. */
  readonly text: string;
  readonly words: readonly string[];
  readonly readingsOf: ReadingsOf;
  readonly narrowed: boolean;
  readonly states: CameraStates;
  readonly onWall: ReadonlySet<string>;
  countOf(node: TreeNode): BranchCount;
  /** The cameras of a row that go onto the wall with it. */
  camerasOf(node: TreeNode): string[];
  /**
   * The first camera that is found by what stands in the field now, whichever rows are shown yet; before all the one
   * of exactly this number. Null: none.
   */
  firstFound(): string | null;
}

const noStates: CameraStates = new Map();
const nothing: ReadonlySet<string> = new Set();

export const useTreeView = (devices: readonly Device[], sites: readonly Site[]): ShownTree => {
  const store = useStore<RootState>();
  // What is typed stands in its field at once, and what is done to the wall on the wall: the rows follow.
  const text = useFollowed(selectText, 0);
  const layout = useFollowed(selectLayout, 0);
  const filter = useAppSelector(selectFilter);
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
  // Only a filter asks how cameras are: without one the rows stay while devices come and go.
  const statesAsked = filter === "all" || filter === "onWall" ? noStates : states;
  const wallAsked = filter === "onWall" ? onWall : nothing;
  const view = useMemo(
    () => treeViewOf({ tree, result, filter, states: statesAsked, onWall: wallAsked, toggled }),
    [tree, result, filter, statesAsked, wallAsked, toggled],
  );
  const countOf = useMemo(() => branchCounter(tree.cameraIds, states), [tree, states]);
  return {
    ...view,
    tree,
    text,
    words,
    readingsOf: index.readingsOf,
    narrowed,
    states,
    onWall,
    countOf,
    camerasOf: (node) => shownCamerasUnder({ tree, filter, states, onWall }, node),
    firstFound: () => {
      const typed = wordsOf(selectText(store.getState()));
      if (typed.length === 0) return null;
      const now = { tree, result: search(tree.nodes, index, typed), filter, states, onWall, toggled: toggledInSearch };
      const { order } = treeViewOf(now);
      const exact = order.find(({ number }) => number !== "" && number === typed.join(" "));
      return (exact ?? order.find(({ kind }) => kind === "camera"))?.key ?? null;
    },
  };
};
