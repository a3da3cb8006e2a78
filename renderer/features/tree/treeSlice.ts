import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import { readBranches } from "./rememberedBranches";
import type { TreeFilter } from "./treeRows";

interface TreeState {
  readonly text: string;
  readonly filter: TreeFilter;
  /** What a person opened (true) or shut (false), by key; remembered on this workstation. */
  readonly toggled: Readonly<Record<string, boolean>>;
  /** The same while the tree is narrowed; gone with the search. */
  readonly toggledInSearch: Readonly<Record<string, boolean>>;
}

/** One and the same: what hangs on it stays while a person types. */
const noneToggled: TreeState["toggledInSearch"] = {};

const initialState = (): TreeState => ({
  text: "",
  filter: "all",
  toggled: readBranches(),
  toggledInSearch: noneToggled,
});

/** What a person looks for in the device tree, and which branches are open. */
export const treeSlice = createSlice({
  name: "tree",
  initialState,
  reducers: {
    textTyped: (state, { payload }: PayloadAction<string>) => ({
      ...state,
      text: payload,
      toggledInSearch: noneToggled,
    }),
    filterChosen: (state, { payload }: PayloadAction<TreeFilter>) => ({
      ...state,
      filter: payload,
      toggledInSearch: noneToggled,
    }),
    /** Search and filter are given up: everything is shown again. */
    everythingShown: (state) => ({ ...state, text: "", filter: "all" as const, toggledInSearch: noneToggled }),
    branchToggled: (
      state,
      { payload: { key, open, narrowed } }: PayloadAction<{ key: string; open: boolean; narrowed: boolean }>,
    ) =>
      narrowed
        ? { ...state, toggledInSearch: { ...state.toggledInSearch, [key]: open } }
        : { ...state, toggled: { ...state.toggled, [key]: open } },
  },
  selectors: {
    selectText: (state) => state.text,
    selectFilter: (state) => state.filter,
    selectToggled: (state) => state.toggled,
    selectToggledInSearch: (state) => state.toggledInSearch,
  },
});

export const { textTyped, filterChosen, everythingShown, branchToggled } = treeSlice.actions;
export const { selectText, selectFilter, selectToggled, selectToggledInSearch } = treeSlice.selectors;
