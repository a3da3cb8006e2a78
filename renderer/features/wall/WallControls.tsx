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
import { useKeyHint } from "../keyboard/useKeyHint";
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
  const listShown = useAppSelector(selectListShown);
  const canUndo = useAppSelector(selectCanUndo);
  const canRedo = useAppSelector(selectCanRedo);
  const { data: devices = [] } = useListDevicesQuery({});
  const fillable = useAppSelector((state) => {
    if (!selectLayout(state).tiles.includes(null)) return false;
    const placed = selectPlaced(state);
    return devices.some(({ cameras }) => cameras.some(({ id }) => !placed.has(id)));
  });
  const withKey = useKeyHint();
  const listWords = listShown ? t("wall.hideList") : t("wall.showList");

  return (
    <>
      <Control
        name={listWords}
        hint={withKey(listWords, "toggleTree")}
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
          dispatch(emptyTilesFilled(devices.flatMap(({ cameras }) => cameras.map(({ id }) => id))));
        }}
      />
      <Control
        name={t("grid.undo")}
        hint={withKey(t("grid.undo"), "undo")}
        icon={<UndoOutlined />}
        disabled={!canUndo}
        onUse={() => {
          dispatch(layoutUndone());
        }}
      />
      <Control
        name={t("grid.redo")}
        hint={withKey(t("grid.redo"), "redo")}
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
