import { VideoCameraAddOutlined } from "@ant-design/icons";
import { Alert, Button, Spin } from "antd";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import { EmptyPage } from "../../components/EmptyPage";
import { useListDevicesQuery } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { useAppDispatch, useAppSelector } from "../../store";
import { pageChosen } from "../frame/frameSlice";
import { CameraList, focusTree } from "./CameraList";
import { camerasById } from "./cameraTree";
import { Wall } from "./Wall";
import { camerasRead, selectLayout, selectListShown, selectRestored, selectSaveFailure } from "./wallSlice";

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
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (restored && devices !== undefined) dispatch(camerasRead([...cameras.keys()]));
  }, [dispatch, restored, devices, cameras]);

  if (devices === undefined || !restored) return <Spin className="page-wait" />;
  if (cameras.size === 0 && wallIsEmpty) {
    return (
      <EmptyPage icon={<VideoCameraAddOutlined />} title={t("wall.noCamerasTitle")} hint={t("wall.noCamerasHint")}>
        <Button type="primary" size="large" onClick={() => dispatch(pageChosen("devices"))}>
          {t("wall.noCamerasAction")}
        </Button>
      </EmptyPage>
    );
  }
  return (
    <>
      {listShown && <CameraList devices={devices} box={list} />}
      <main className="wall-main">
        {saveFailure !== null && (
          <Alert banner type="warning" title={t("wall.unsaved", { reason: failureSentence(t, saveFailure) })} />
        )}
        <Wall
          cameras={cameras}
          onPick={() => {
            focusTree(list.current);
          }}
        />
      </main>
    </>
  );
};
