import { App, Button } from "antd";
import { useCallback, useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../../../app/contract/device";
import type { SnapshotFormat } from "../../../../app/contract/snapshot";
import type { TileLook } from "../../../../app/domain/layout";
import { failureSentence } from "../../../locales/failureSentence";
import { fullMomentOf } from "../../../locales/times";
import type { TileView } from "../../../player/tileView";
import { useStation } from "../../../stationContext";
import { fontFamily } from "../../../theme/tokens";
import { pictureSoonIn } from "./shownPicture";
import { encoded, sha256Of, stampedPicture, type Hanging, type Stamp } from "./stampedPicture";

/** One after another in one place, so that many snapshots do not cover the wall. */
const toastKey = "snapshot";
const toastS = 6;
const asItHangs: Hanging = { turn: 0, mirrored: false };

/**
 * Takes what the tile shows, in full size and not only the part that is zoomed, and has the station keep it. What came
 * of it is said at the edge of the window; nothing takes the focus.
 */
export const useSnapshot = (
  camera: Camera | null,
  look: TileLook | null,
  view: TileView,
  picture: RefObject<HTMLElement | null>,
): ((format: SnapshotFormat) => void) => {
  const { t } = useTranslation();
  const { notification } = App.useApp();
  const station = useStation();
  const busy = useRef(false);

  return useCallback(
    (format) => {
      if (camera === null || busy.current) return;
      const warn = (description: string): void => {
        notification.warning({ key: toastKey, title: t("tile.saving.failed"), description, placement: "bottomRight" });
      };
      const save = async (): Promise<void> => {
        const shown = picture.current === null ? null : await pictureSoonIn(picture.current);
        const nowUtcMs = Date.now();
        const takenAtUtcMs = view.pictureAtUtcMs ?? nowUtcMs;
        const stamp: Stamp = {
          name: camera.name,
          moment: fullMomentOf(takenAtUtcMs),
          notLive:
            view.kind === "live"
              ? null
              : t("tile.saving.notLive", { state: t(`liveness.${view.kind}`), moment: fullMomentOf(nowUtcMs) }),
        };
        const canvas = shown === null ? null : stampedPicture(shown, look ?? asItHangs, stamp, fontFamily);
        if (canvas === null) {
          warn(t("tile.saving.noPicture"));
          return;
        }
        const bytes = await encoded(canvas, format);
        const saved = await station.request("snapshots.save", {
          cameraId: camera.id,
          takenAtUtcMs,
          format,
          sha256: await sha256Of(bytes),
          picture: bytes,
        });
        if (!saved.ok) {
          warn(failureSentence(t, saved.error));
          return;
        }
        notification.success({
          key: toastKey,
          title: t("tile.saving.saved", { camera: camera.name }),
          description: <bdi>{saved.value.fileName}</bdi>,
          placement: "bottomRight",
          duration: toastS,
          actions: (
            <Button
              size="small"
              title={saved.value.folder}
              onClick={() => {
                window.zhishou.openSnapshotFolder();
              }}
            >
              {t("tile.saving.openFolder")}
            </Button>
          ),
        });
      };
      busy.current = true;
      void save()
        .catch(() => {
          warn(failureSentence(t, { kind: "internal" }));
        })
        .finally(() => {
          busy.current = false;
        });
    },
    [camera, look, view, picture, station, notification, t],
  );
};
