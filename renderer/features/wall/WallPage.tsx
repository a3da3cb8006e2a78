import { Alert, Spin } from "antd";
import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useListDevicesQuery } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { useAppDispatch, useAppSelector } from "../../store";
import { CameraCall } from "../keyboard/CameraCall";
import { camerasById } from "../tree/camerasById";
import { DeviceTree } from "../tree/DeviceTree";
import { Welcome } from "../welcome/Welcome";
import { WallCommands } from "./WallCommands";
import { useTreeReach } from "./useTreeReach";
import { useWallNotices } from "./useWallNotices";
import { Wall } from "./Wall";
import {
  camerasDropped,
  camerasRead,
  selectLayout,
  selectListShown,
  selectRestored,
  selectSaveFailure,
} from "./wallSlice";

/** The monitor wall: camera list and tiles; without cameras, the way to some. */
export const WallPage = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const { data: devices } = useListDevicesQuery({});
  const restored = useAppSelector(selectRestored);
  const listShown = useAppSelector(selectListShown);
  const saveFailure = useAppSelector(selectSaveFailure);
  const wallIsEmpty = useAppSelector((state) => selectLayout(state).tiles.every((tile) => tile === null));
  const cameras = useMemo(() => camerasById(devices ?? []), [devices]);
  const tree = useTreeReach();
  const [welcoming, setWelcoming] = useState(false);
  useWallNotices();

  useEffect(() => {
    if (restored && devices !== undefined && !welcoming) dispatch(camerasRead([...cameras.keys()]));
  }, [dispatch, restored, devices, cameras, welcoming]);

  if (devices === undefined || !restored) return <Spin className="page-wait" />;
  if (welcoming || (cameras.size === 0 && wallIsEmpty)) {
    return (
      <Welcome
        onBegun={() => {
          setWelcoming(true);
        }}
        onChosen={(cameraIds) => {
          dispatch(camerasDropped({ position: null, cameraIds }));
          setWelcoming(false);
        }}
      />
    );
  }
  return (
    <>
      {listShown && <DeviceTree devices={devices} box={tree.box} />}
      <main className="wall-main">
        <WallCommands onPick={tree.toRows} onSearch={tree.toSearch} />
        <CameraCall cameras={cameras} />
        {saveFailure !== null && (
          <Alert banner type="warning" title={t("wall.unsaved", { reason: failureSentence(t, saveFailure) })} />
        )}
        <Wall cameras={cameras} />
      </main>
    </>
  );
};
