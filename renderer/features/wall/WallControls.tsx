import { AppstoreAddOutlined, MenuFoldOutlined, MenuUnfoldOutlined } from "@ant-design/icons";
import { Button, Segmented, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { gridSizes } from "../../../app/domain/layout";
import { useListDevicesQuery } from "../../contractApi";
import { useAppDispatch, useAppSelector } from "../../store";
import { emptyTilesFilled, gridChosen, listToggled, selectLayout, selectListShown } from "./wallSlice";

/** The wall's own controls in the top bar. */
export const WallControls = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const { gridSize, tiles } = useAppSelector(selectLayout);
  const listShown = useAppSelector(selectListShown);
  const { data: devices = [] } = useListDevicesQuery({});
  const cameraIds = devices.flatMap((device) => device.cameras.map((camera) => camera.id));
  const fillable = tiles.includes(null) && cameraIds.some((id) => !tiles.includes(id));
  const listWords = listShown ? t("wall.hideList") : t("wall.showList");

  return (
    <>
      <Tooltip title={listWords}>
        <Button
          type="text"
          size="small"
          aria-label={listWords}
          icon={listShown ? <MenuFoldOutlined /> : <MenuUnfoldOutlined />}
          onClick={() => {
            dispatch(listToggled());
          }}
        />
      </Tooltip>
      <Segmented
        size="small"
        aria-label={t("wall.grid")}
        value={gridSize}
        options={gridSizes.map((size) => ({ value: size, label: size, title: t("wall.gridOf", { count: size }) }))}
        onChange={(size) => {
          dispatch(gridChosen(size));
        }}
      />
      <Tooltip title={t("wall.fillHint")}>
        <Button
          type="text"
          size="small"
          icon={<AppstoreAddOutlined />}
          disabled={!fillable}
          onClick={() => {
            dispatch(emptyTilesFilled(cameraIds));
          }}
        >
          {t("wall.fill")}
        </Button>
      </Tooltip>
    </>
  );
};
