import {
  AppstoreAddOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  RedoOutlined,
  UndoOutlined,
} from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useListDevicesQuery } from "../../contractApi";
import { useAppDispatch, useAppSelector } from "../../store";
import { ViewControls } from "../views/ViewControls";
import { GridPicker } from "./GridPicker";
import {
  emptyTilesFilled,
  layoutRedone,
  layoutUndone,
  listToggled,
  selectCanRedo,
  selectCanUndo,
  selectLayout,
  selectListShown,
  selectPlaced,
} from "./wallSlice";

interface ControlProps {
  readonly name: string;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly disabled?: boolean;
  readonly onUse: () => void;
}

const Control = ({ name, hint, icon, disabled = false, onUse }: ControlProps) => (
  <Tooltip title={hint}>
    <Button type="text" size="small" aria-label={name} icon={icon} disabled={disabled} onClick={onUse} />
  </Tooltip>
);

/** The wall's own controls in the top bar. */
export const WallControls = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const { tiles } = useAppSelector(selectLayout);
  const placed = useAppSelector(selectPlaced);
  const listShown = useAppSelector(selectListShown);
  const canUndo = useAppSelector(selectCanUndo);
  const canRedo = useAppSelector(selectCanRedo);
  const { data: devices = [] } = useListDevicesQuery({});
  const cameraIds = devices.flatMap((device) => device.cameras.map((camera) => camera.id));
  const fillable = tiles.includes(null) && cameraIds.some((id) => !placed.has(id));
  const listWords = listShown ? t("wall.hideList") : t("wall.showList");

  return (
    <>
      <Control
        name={listWords}
        hint={listWords}
        icon={listShown ? <MenuFoldOutlined /> : <MenuUnfoldOutlined />}
        onUse={() => {
          dispatch(listToggled());
        }}
      />
      <GridPicker />
      <Control
        name={t("wall.fill")}
        hint={t("wall.fillHint")}
        icon={<AppstoreAddOutlined />}
        disabled={!fillable}
        onUse={() => {
          dispatch(emptyTilesFilled(cameraIds));
        }}
      />
      <Control
        name={t("grid.undo")}
        hint={t("grid.undoKey")}
        icon={<UndoOutlined />}
        disabled={!canUndo}
        onUse={() => {
          dispatch(layoutUndone());
        }}
      />
      <Control
        name={t("grid.redo")}
        hint={t("grid.redoKey")}
        icon={<RedoOutlined />}
        disabled={!canRedo}
        onUse={() => {
          dispatch(layoutRedone());
        }}
      />
      <ViewControls />
    </>
  );
};
