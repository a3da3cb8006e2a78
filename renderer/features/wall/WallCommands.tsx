import { useMemo } from "react";
import { useAppDispatch } from "../../store";
import { useCommand, useCommands } from "../keyboard/CommandKeys";
import { useViews } from "../views/useViews";
import { useTileCommands } from "./tile/useTileCommands";
import { layoutRedone, layoutUndone, listToggled } from "./wallSlice";

interface WallCommandsProps {
  /** Somebody wants to pick a camera in the tree. */
  readonly onPick: () => void;
  readonly onSearch: () => void;
}

/** What keys do for the wall as a whole, and to one tile of it, while the wall is the page. */
export const WallCommands = ({ onPick, onSearch }: WallCommandsProps) => {
  const dispatch = useAppDispatch();
  const { step } = useViews();
  useTileCommands(onPick);
  useCommands(
    useMemo(
      () => ({
        undo: (): undefined => {
          dispatch(layoutUndone());
        },
        redo: (): undefined => {
          dispatch(layoutRedone());
        },
        search: (): undefined => {
          onSearch();
        },
        toggleTree: (): undefined => {
          dispatch(listToggled());
        },
      }),
      [dispatch, onSearch],
    ),
  );
  useCommand("nextView", (): undefined => {
    step(1);
  });
  useCommand("previousView", (): undefined => {
    step(-1);
  });
  return null;
};
