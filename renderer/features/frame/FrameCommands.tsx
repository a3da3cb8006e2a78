import { useMemo } from "react";
import { useAppDispatch, useAppSelector } from "../../store";
import { useCommand } from "../keyboard/CommandKeys";
import { KeysSheet } from "../keyboard/KeysSheet";
import { keysSheetToggled, pageChosen, selectKeysSheetOpen, type Page } from "./frameSlice";

/** The keys that work on every page, and the sheet that shows all of them. */
export const FrameCommands = () => {
  const dispatch = useAppDispatch();
  const open = useAppSelector(selectKeysSheetOpen);
  const run = useMemo(() => {
    const show = (page: Page) => (): undefined => {
      dispatch(pageChosen(page));
    };
    return {
      wallPage: show("wall"),
      devicesPage: show("devices"),
      settingsPage: show("settings"),
      toggleSheet: (): undefined => {
        dispatch(keysSheetToggled());
      },
      fullScreen: (): undefined => {
        window.zhishou.toggleFullScreen();
      },
      anotherWall: (): undefined => {
        window.zhishou.openWall();
      },
    };
  }, [dispatch]);
  useCommand("wallPage", run.wallPage);
  useCommand("devicesPage", run.devicesPage);
  useCommand("settingsPage", run.settingsPage);
  useCommand("showKeys", run.toggleSheet);
  useCommand("fullScreen", run.fullScreen);
  useCommand("anotherWall", run.anotherWall);
  return <KeysSheet open={open} onClose={run.toggleSheet} />;
};
