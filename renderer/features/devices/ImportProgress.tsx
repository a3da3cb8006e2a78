import { CheckOutlined, ClockCircleOutlined, CloseOutlined } from "@ant-design/icons";
import { Alert, Button, Progress, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportFilter, ImportLineResult } from "../../../app/contract/imports";
import { useReadImportQuery, useResumeImportMutation, useStopImportMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { countOf, percentOf } from "./importJobs";
import { JobLines } from "./JobLines";
import { pageOf } from "./jobPages";

const filters: readonly ImportFilter[] = ["all", "failed", "added", "pending"];

/** What batch adding is at: progress, stop and resume, and what became of each line. Nothing as long as there was none. */
export const ImportProgress = () => {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<ImportFilter>("all");
  const [page, setPage] = useState(1);
  const { data } = useReadImportQuery(pageOf(filter, page));
  const [stop, stopping] = useStopImportMutation();
  const [resume, resuming] = useResumeImportMutation();
  const job = data?.job ?? null;
  if (job === null) return null;

  const error = stopping.error ?? resuming.error;
  const columns: TableColumnsType<ImportLineResult> = [
    { key: "line", title: t("import.line"), dataIndex: "line", width: 80, align: "right" },
    { key: "address", title: t("devices.host"), dataIndex: "address", width: 180, ellipsis: true },
    { key: "name", title: t("devices.name"), dataIndex: "name", width: 120, ellipsis: true },
    { key: "outcome", title: t("import.outcome"), render: (_, line) => <Outcome line={line} /> },
  ];
  return (
    <section className="import-progress" aria-label={t("import.progress")}>
      <div className="import-head">
        <Progress percent={percentOf(job)} status={job.state === "running" ? "active" : "normal"} />
        {job.state === "running" && (
          <Button size="small" loading={stopping.isLoading} onClick={() => void stop({})}>
            {t("import.stop")}
          </Button>
        )}
        {job.state === "stopped" && (
          <Button size="small" type="primary" loading={resuming.isLoading} onClick={() => void resume({})}>
            {t("import.resume")}
          </Button>
        )}
      </div>
      <p role="status">
        {t(`import.state.${job.state}`)} {t("import.counts", { ...job })}
      </p>
      {error !== undefined && "kind" in error && <Alert showIcon type="error" title={failureSentence(t, error)} />}
      <JobLines<ImportLineResult, ImportFilter>
        filters={filters.map((value) => {
          const count = countOf(job, value);
          return { value, count, label: t(`import.filter.${value}`, { count }) };
        })}
        filter={filter}
        page={page}
        onShow={(nextFilter, nextPage) => {
          setFilter(nextFilter);
          setPage(nextPage);
        }}
        rowKey="line"
        columns={columns}
        lines={data?.lines ?? []}
      />
    </section>
  );
};

/** A shape and a word for each outcome, and for a failure what to do. */
const Outcome = ({ line }: { readonly line: ImportLineResult }) => {
  const { t } = useTranslation();
  const { outcome, part } = line;
  if (outcome === "pending")
    return (
      <span className="import-pending">
        <ClockCircleOutlined /> {t("import.pending")}
      </span>
    );
  if (outcome === "added")
    return (
      <span className="import-added">
        <CheckOutlined /> {t("import.added")}
      </span>
    );
  return (
    <span className="import-failed">
      <CloseOutlined /> {failureSentence(t, { kind: outcome, ...(part === null ? {} : { part }) })}
    </span>
  );
};
