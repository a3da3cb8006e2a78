import { Alert } from "antd";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { useAppSelector } from "../../store";
import { DevicesPage } from "../devices/DevicesPage";
import { WallPage } from "../wall/WallPage";
import { CommandKeys } from "../keyboard/CommandKeys";
import { SettingsPage } from "../settings/SettingsPage";
import "./frame.css";
import { FrameCommands } from "./FrameCommands";
import { selectPage, selectStation, type Page } from "./frameSlice";
import { TopBar } from "./TopBar";

/** What each page of the top bar shows: alarms, records and the map join here. */
const shown: Readonly<Record<Page, ComponentType>> = { wall: WallPage, devices: DevicesPage, settings: SettingsPage };

/** The desk once the station was there: top bar, the open page, and what is wrong with the station if anything is. */
export const Frame = () => {
  const { t } = useTranslation();
  const Shown = shown[useAppSelector(selectPage)];
  const { state } = useAppSelector(selectStation);
  return (
    <CommandKeys>
      <div className="frame">
        <FrameCommands />
        <TopBar />
        <div className="frame-page">
          <Shown />
          {state !== "ready" && (
            <div className="frame-banner">
              <Alert banner showIcon type="warning" role="alert" title={t("frame.lostBanner")} />
            </div>
          )}
        </div>
      </div>
    </CommandKeys>
  );
};
