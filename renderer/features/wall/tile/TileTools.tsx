import {
  CameraOutlined,
  CloseOutlined,
  FullscreenExitOutlined,
  FullscreenOutlined,
  InfoCircleOutlined,
  OneToOneOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import type { KeyboardEvent, ReactNode, SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAppDispatch, useAppSelector } from "../../../store";
import { useKeymap } from "../../keyboard/CommandKeys";
import type { CommandName } from "../../keyboard/commands";
import { keystrokeLabel } from "../../keyboard/keystroke";
import { factsToggled, selectEnlarged, tileCleared, tileEnlarged, tileShrunk } from "../wallSlice";
import "./tileTools.css";

interface TileToolsProps {
  readonly position: number;
  readonly factsShown: boolean;
  readonly zoomed: boolean;
  readonly onSnapshot: () => void;
  readonly onResetZoom: () => void;
}

interface ToolProps {
  readonly name: string;
  /** Whose key is told with the name. */
  readonly command: CommandName;
  readonly icon: ReactNode;
  readonly pressed?: boolean;
  readonly onUse: () => void;
}

const Tool = ({ name, command, icon, pressed, onUse }: ToolProps) => {
  const { t } = useTranslation();
  const [keystroke] = useKeymap()[command];
  return (
    <Button
      type="text"
      size="small"
      icon={icon}
      aria-label={name}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      title={keystroke === undefined ? name : t("tile.tools.withKey", { name, key: keystrokeLabel(keystroke) })}
      onClick={onUse}
    />
  );
};

/** The wall does not hear it: a click is no drag, two clicks are no double-click, Enter presses the button. */
const keepFromWall = (event: SyntheticEvent): void => {
  event.stopPropagation();
};
const keepMouseDown = (event: SyntheticEvent): void => {
  // Neither does it move the focus: the tools would stay for as long as it is in them.
  event.preventDefault();
};
const keepPressing = (event: KeyboardEvent): void => {
  if (event.key === "Enter" || event.key === " ") event.stopPropagation();
};

/** What can be done with a tile by one click, in a row at its upper edge. */
export const TileTools = ({ position, factsShown, zoomed, onSnapshot, onResetZoom }: TileToolsProps) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const alone = useAppSelector(selectEnlarged) === position;
  return (
    <div
      role="toolbar"
      aria-label={t("tile.tools.name")}
      className="tile-tools"
      onMouseDown={keepMouseDown}
      onDoubleClick={keepFromWall}
      onKeyDown={keepPressing}
    >
      <Tool name={t("tile.tools.snapshot")} command="snapshot" icon={<CameraOutlined />} onUse={onSnapshot} />
      {zoomed && (
        <Tool name={t("tile.tools.resetZoom")} command="zoomReset" icon={<OneToOneOutlined />} onUse={onResetZoom} />
      )}
      <Tool
        name={t("tile.tools.facts")}
        command="facts"
        icon={<InfoCircleOutlined />}
        pressed={factsShown}
        onUse={() => {
          dispatch(factsToggled(position));
        }}
      />
      <Tool
        name={alone ? t("tile.tools.shrink") : t("tile.tools.enlarge")}
        command={alone ? "shrink" : "enlarge"}
        icon={alone ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
        onUse={() => {
          dispatch(alone ? tileShrunk() : tileEnlarged(position));
        }}
      />
      <Tool
        name={t("tile.tools.clear")}
        command="clear"
        icon={<CloseOutlined />}
        onUse={() => {
          dispatch(tileCleared(position));
        }}
      />
    </div>
  );
};
