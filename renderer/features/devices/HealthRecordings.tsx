import { Table, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import type { RecordingHealth } from "../../../app/contract/health";
import { LivenessBadge } from "../../components/LivenessBadge";
import { momentOf } from "../../locales/times";
import { clockOffsetText } from "./clockOffset";
import { isClockOff } from "./healthFigures";
import { channelLines, type ChannelLine } from "./recordingFigures";

const badgeOf = {
  recording: "live",
  partly: "late",
  stopped: "ended",
  failed: "waitingToRetry",
  noJob: "empty",
  unknown: "empty",
} as const;

const pageSize = 8;

interface HealthRecordingsProps {
  readonly device: Device;
  readonly recording: RecordingHealth;
  readonly clockOffsetMs: number | null;
  readonly nowUtcMs: number;
}

/** Each channel of a recorder: whether it is recorded, and how far back. */
export const HealthRecordings = ({ device, recording, clockOffsetMs, nowUtcMs }: HealthRecordingsProps) => {
  const { t } = useTranslation();
  const moment = (utcMs: number | null) =>
    utcMs === null ? <span className="health-untold">{t("health.untold")}</span> : momentOf(utcMs, nowUtcMs);

  const columns: TableColumnsType<ChannelLine> = [
    { key: "name", title: t("health.channel"), render: (_, { name }) => <bdi>{name}</bdi> },
    {
      key: "state",
      title: t("health.recording"),
      width: 200,
      render: (_, { state, error }) => (
        <>
          <LivenessBadge kind={badgeOf[state]} word={t(`health.channelRecordings.${state}`)} />
          {error !== "" && <bdi className="health-says">{t("health.says", { error })}</bdi>}
        </>
      ),
    },
    { key: "oldest", title: t("health.oldest"), width: 150, render: (_, { oldestAtUtcMs }) => moment(oldestAtUtcMs) },
    { key: "newest", title: t("health.newest"), width: 150, render: (_, { newestAtUtcMs }) => moment(newestAtUtcMs) },
  ];
  return (
    <section aria-label={t("health.channelsRecorded")}>
      <h3 className="health-heading">
        {t("health.channelsRecorded")}
        {clockOffsetMs !== null && isClockOff(clockOffsetMs) && (
          <span className="health-says">{t("health.ownClock", { seconds: clockOffsetText(clockOffsetMs) })}</span>
        )}
      </h3>
      <Table<ChannelLine>
        rowKey="key"
        size="small"
        columns={columns}
        dataSource={channelLines(device, recording)}
        pagination={{ pageSize, hideOnSinglePage: true, showSizeChanger: false }}
      />
    </section>
  );
};
