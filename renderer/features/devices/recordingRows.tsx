import type { DescriptionsProps } from "antd";
import type { Device } from "../../../app/contract/device";
import type { RecordingHealth } from "../../../app/contract/health";
import { momentOf } from "../../locales/times";
import type { Translate } from "../../locales/words";
import { durationText } from "./healthFigures";
import { countRecorded, isRecordingWrong } from "./recordingFigures";

/** Recorders are asked every ten minutes: what is older than three of them may be otherwise by now. */
const staleMs = 1_800_000;

/** What a recorder told of its recordings as a whole; nothing for a camera that has none to tell of. */
export const recordingRows = (
  t: Translate,
  device: Device,
  recording: RecordingHealth,
  nowUtcMs: number,
): NonNullable<DescriptionsProps["items"]> => {
  const { state, oldestAtUtcMs, newestAtUtcMs, recordings, toldAtUtcMs } = recording;
  if (state === "unsupported" && device.cameras.length < 2) return [];
  const { meant, recorded } = countRecorded(recording);
  const reach =
    oldestAtUtcMs === null || newestAtUtcMs === null
      ? null
      : t("health.storageReach", {
          from: momentOf(oldestAtUtcMs, nowUtcMs),
          until: momentOf(newestAtUtcMs, nowUtcMs),
          duration: durationText(t, newestAtUtcMs - oldestAtUtcMs),
        });
  const ageMs = nowUtcMs - toldAtUtcMs;
  const rows: NonNullable<DescriptionsProps["items"]> = [
    {
      key: "recording",
      label: t("health.recording"),
      children: (
        <span className={isRecordingWrong(recording) || state === "denied" ? "health-why" : ""}>
          {t(`health.recordings.${state}`)}
          {meant > 0 && <span className="health-detail">{t("health.recordedOf", { recorded, meant })}</span>}
        </span>
      ),
    },
  ];
  if (reach !== null || recordings !== null)
    rows.push({
      key: "storage",
      label: t("health.storage"),
      children: (
        <span>
          {recordings === 0 ? <span className="health-why">{t("health.nothingStored")}</span> : reach}
          {recordings !== null && recordings > 0 && (
            <span className="health-detail">{t("health.recordingCount", { count: recordings })}</span>
          )}
        </span>
      ),
    });
  rows.push({
    key: "told",
    label: t("health.toldAt"),
    children: (
      <span className={ageMs > staleMs ? "health-why" : ""}>
        {momentOf(toldAtUtcMs, nowUtcMs)}
        <span className="health-detail">{t("health.toldAgo", { duration: durationText(t, ageMs) })}</span>
      </span>
    ),
  });
  return rows;
};
