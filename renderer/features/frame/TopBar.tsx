import { DesktopOutlined, FullscreenOutlined, GlobalOutlined, QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Segmented, Tooltip } from "antd";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useNow } from "../../components/useNow";
import { useDescribeStationQuery } from "../../contractApi";
import { dateOf, timeOf } from "../../locales/times";
import { useAppDispatch, useAppSelector } from "../../store";
import { useKeyHint } from "../keyboard/useKeyHint";
import { preferencesChanged, selectLanguage } from "../settings/preferencesSlice";
import { selectLiveCount } from "../wall/wallSlice";
import { WallControls } from "../wall/WallControls";
import { keysSheetToggled, pageChosen, pages, selectPage, selectStation, type Page } from "./frameSlice";
import { wallNumberOf } from "./wallNumber";

/** A page chosen by hand gives the keyboard back to the desk: arrows are for its tiles then, not for the next page. */
const leaveToDesk = ({ detail }: MouseEvent): void => {
  if (detail > 0 && document.activeElement instanceof HTMLElement) document.activeElement.blur();
};

/** Product, pages, what is open, how the station does, the time. */
export const TopBar = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const page = useAppSelector(selectPage);
  const wallName = useAppSelector((state) => state.wall.wallName);
  return (
    <header className="top-bar">
      <span className="top-product">{t("product.name")}</span>
      {wallName !== null && (
        <span className="top-quiet top-wall">{t("frame.wallName", { number: wallNumberOf(wallName) })}</span>
      )}
      <Segmented<Page>
        size="small"
        aria-label={t("frame.pages")}
        value={page}
        options={pages.map((name) => ({ value: name, label: t(`frame.${name}`) }))}
        onChange={(next) => dispatch(pageChosen(next))}
        onClick={leaveToDesk}
      />
      {page === "wall" && <WallControls />}
      <span className="top-space" />
      <Demonstration />
      {page === "wall" && <LiveCount />}
      <StationMark />
      <WindowButtons />
      <LanguageSwitch />
      <Clock />
    </header>
  );
};

const Demonstration = () => {
  const { t } = useTranslation();
  const { data } = useDescribeStationQuery({});
  if (data?.demonstration !== true) return null;
  return (
    <Tooltip title={t("frame.demonstrationHint")}>
      <span className="top-demonstration">{t("frame.demonstration")}</span>
    </Tooltip>
  );
};

const LiveCount = () => {
  const { t } = useTranslation();
  const count = useAppSelector(selectLiveCount);
  if (count.filled === 0) return null;
  const isLowered = count.lowered > 0;
  return (
    <span
      role="status"
      className="top-count"
      title={isLowered ? t("frame.loweredCountHint", count) : t("frame.liveCountHint", count)}
    >
      {isLowered ? t("frame.loweredCount", count) : t("frame.liveCount", count)}
    </span>
  );
};

const StationMark = () => {
  const { t } = useTranslation();
  const { state } = useAppSelector(selectStation);
  const word =
    state === "ready"
      ? t("frame.stationReady")
      : state === "starting"
        ? t("frame.stationStarting")
        : t("frame.stationLost");
  return (
    <span role="status" className="top-quiet top-station" data-state={state} title={word}>
      {word}
    </span>
  );
};

const WindowButtons = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const withKey = useKeyHint();
  const buttons = [
    {
      name: t("keys.title"),
      command: "showKeys",
      icon: <QuestionCircleOutlined />,
      press: () => dispatch(keysSheetToggled()),
    },
    {
      name: t("keys.command.anotherWall"),
      command: "anotherWall",
      icon: <DesktopOutlined />,
      press: () => {
        window.zhishou.openWall();
      },
    },
    {
      name: t("keys.command.fullScreen"),
      command: "fullScreen",
      icon: <FullscreenOutlined />,
      press: () => {
        window.zhishou.toggleFullScreen();
      },
    },
  ] as const;
  return buttons.map(({ name, command, icon, press }) => (
    <Tooltip key={name} title={withKey(name, command)}>
      <Button type="text" size="small" icon={icon} aria-label={name} onClick={press} />
    </Tooltip>
  ));
};

const LanguageSwitch = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const chinese = useAppSelector(selectLanguage) === "zh-CN";
  return (
    <Button
      type="text"
      size="small"
      className="top-language"
      icon={<GlobalOutlined />}
      aria-label={t("frame.language")}
      onClick={() => {
        dispatch(preferencesChanged({ language: chinese ? "en" : "zh-CN" }));
      }}
    >
      {chinese ? t("frame.en") : t("frame.zh")}
    </Button>
  );
};

const Clock = () => {
  const { t } = useTranslation();
  const now = useNow();
  return (
    <time className="top-clock" aria-label={t("frame.clock")}>
      <span className="top-quiet">{dateOf(now)}</span>
      {timeOf(now)}
    </time>
  );
};
