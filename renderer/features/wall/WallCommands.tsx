import { useAppDispatch, useAppSelector } from "../../store";
import { useCommand } from "../keyboard/CommandKeys";
import { useViews } from "../views/useViews";
import { layoutRedone, layoutUndone, selectChosen, selectLayout, tileLookChanged } from "./wallSlice";

/** What keys do for the wall as a whole, and to the tile that is chosen, while the wall is the page. */
export const WallCommands = () => {
  const dispatch = useAppDispatch();
  const layout = useAppSelector(selectLayout);
  const chosen = useAppSelector(selectChosen);
  const views = useViews();
  useCommand("undo", (): undefined => {
    dispatch(layoutUndone());
  });
  useCommand("redo", (): undefined => {
    dispatch(layoutRedone());
  });
  useCommand("nextView", (): undefined => {
    views.step(1);
  });
  useCommand("previousView", (): undefined => {
    views.step(-1);
  });
  useCommand("lock", () => {
    const tile = chosen === null ? null : (layout.tiles[chosen] ?? null);
    if (chosen === null || tile === null) return false;
    dispatch(tileLookChanged({ position: chosen, look: { locked: !tile.locked } }));
    return true;
  });
  return null;
};
