import { Table, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outage } from "../../../app/contract/health";
import { useListOutagesQuery } from "../../contractApi";
import { failureWord } from "../../locales/failureSentence";
import { momentOf } from "../../locales/times";
import { durationText } from "./healthFigures";

interface HealthOutagesProps {
  readonly deviceId: string;
  readonly nowUtcMs: number;
}

const pageSize = 20;

/** When a device was out of reach, and when nobody looked, newest first. */
export const HealthOutages = ({ deviceId, nowUtcMs }: HealthOutagesProps) => {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const { data, isLoading } = useListOutagesQuery({ deviceId, offset: (page - 1) * pageSize, limit: pageSize });

  const columns: TableColumnsType<Outage> = [
    {
      key: "start",
      title: t("health.start"),
      width: 170,
      render: (_, { startedAtUtcMs }) => momentOf(startedAtUtcMs, nowUtcMs),
    },
    {
      key: "end",
      title: t("health.end"),
      width: 170,
      render: (_, { endedAtUtcMs }) =>
        endedAtUtcMs === null ? (
          <span className="health-why">{t("health.notEnded")}</span>
        ) : (
          momentOf(endedAtUtcMs, nowUtcMs)
        ),
    },
    {
      key: "duration",
      title: t("health.duration"),
      width: 130,
      render: (_, { startedAtUtcMs, endedAtUtcMs }) => durationText(t, (endedAtUtcMs ?? nowUtcMs) - startedAtUtcMs),
    },
    {
      key: "cause",
      title: t("health.cause"),
      render: (_, stretch) => {
        if (stretch.kind === "blind") return t("health.blind");
        const why = failureWord(t, { kind: stretch.cause });
        return stretch.blindMs === 0
          ? why
          : t("health.partlyBlind", { why, duration: durationText(t, stretch.blindMs) });
      },
    },
  ];
  return (
    <section aria-label={t("health.outages")}>
      <h3 className="health-heading">{t("health.outages")}</h3>
      <Table<Outage>
        rowKey={({ kind, startedAtUtcMs }) => `${kind} ${String(startedAtUtcMs)}`}
        rowClassName={({ kind }) => (kind === "blind" ? "health-blind" : "")}
        size="small"
        columns={columns}
        dataSource={data?.outages ?? []}
        loading={isLoading}
        locale={{ emptyText: t("health.noOutages") }}
        pagination={{
          current: page,
          pageSize,
          total: data?.total ?? 0,
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: setPage,
        }}
      />
    </section>
  );
};
