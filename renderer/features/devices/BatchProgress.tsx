import { CheckOutlined, ClockCircleOutlined, CloseOutlined, LoadingOutlined, MinusOutlined } from "@ant-design/icons";
import { Alert, Button, Drawer, Progress, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchFilter, BatchJob, BatchResult } from "../../../app/contract/batch";
import { useReadBatchQuery, useStopBatchMutation } from "../../contractApi";
import { failureAdvice, failureSentence } from "../../locales/failureSentence";
import { batchCount, batchPercent, isAtWork } from "./batchJobs";
import { JobLines } from "./JobLines";
import { pageOf } from "./jobPages";

const filters: readonly BatchFilter[] = ["all", "failed", "done", "left"];

/** What a batch is at: progress, stop, and what became of each device. */
export const BatchProgress = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<BatchFilter>("all");
  const [page, setPage] = useState(1);
  const { data } = useReadBatchQuery(pageOf(filter, page));
  const job = data?.job ?? null;

  const columns: TableColumnsType<BatchResult> = [
    { key: "name", title: t("devices.name"), dataIndex: "name", width: 150, ellipsis: true },
    { key: "address", title: t("devices.host"), dataIndex: "address", width: 160, ellipsis: true },
    { key: "outcome", title: t("import.outcome"), render: (_, result) => <Outcome result={result} /> },
  ];
  return (
    <Drawer open size={720} title={job === null ? t("batch.bar") : t(`batch.kind.${job.kind}`)} onClose={onClose}>
      {job === null && data !== undefined && <Alert showIcon type="warning" title={t("batch.lost")} />}
      {job !== null && (
        <section className="import-progress batch-progress" aria-label={t("batch.progress")}>
          <Head job={job} />
          <JobLines<BatchResult, BatchFilter>
            filters={filters.map((value) => {
              const count = batchCount(job, value);
              return { value, count, label: t(`batch.filter.${value}`, { count }) };
            })}
            filter={filter}
            page={page}
            onShow={(nextFilter, nextPage) => {
              setFilter(nextFilter);
              setPage(nextPage);
            }}
            rowKey="deviceId"
            columns={columns}
            lines={data?.results ?? []}
            emptyText={t("batch.noResult")}
          />
        </section>
      )}
    </Drawer>
  );
};

const Head = ({ job }: { readonly job: BatchJob }) => {
  const { t } = useTranslation();
  const [stop, stopping] = useStopBatchMutation();
  const { error } = stopping;
  return (
    <>
      <div className="import-head">
        <Progress percent={batchPercent(job)} status={isAtWork(job) ? "active" : "normal"} />
        {isAtWork(job) && (
          <Button
            size="small"
            loading={stopping.isLoading}
            disabled={job.state === "stopping"}
            onClick={() => void stop({})}
          >
            {t("batch.stop")}
          </Button>
        )}
      </div>
      <p role="status">
        {t(`batch.jobState.${job.state}`)} {t("batch.counts", { total: job.total, done: job.done, failed: job.failed })}
      </p>
      {job.refusal !== null && (
        <Alert
          showIcon
          type="error"
          role="alert"
          title={t("batch.refused", { name: job.refusal.name, count: batchCount(job, "left") })}
          description={failureAdvice(t, job.refusal)}
        />
      )}
      {error !== undefined && "kind" in error && <Alert showIcon type="error" title={failureSentence(t, error)} />}
    </>
  );
};

/** A shape and a word for each outcome, and for a failure what to do. */
const Outcome = ({ result }: { readonly result: BatchResult }) => {
  const { t } = useTranslation();
  const { outcome, part } = result;
  switch (outcome) {
    case "left":
      return (
        <span className="import-pending">
          <MinusOutlined /> {t("batch.outcome.left")}
        </span>
      );
    case "underWay":
      return (
        <span className="import-pending">
          <LoadingOutlined /> {t("batch.outcome.underWay")}
        </span>
      );
    case "done":
      return (
        <span className="import-added">
          <CheckOutlined /> {t("batch.outcome.done")}
        </span>
      );
    case "notTried":
      return (
        <span className="import-failed">
          <ClockCircleOutlined /> {t("batch.outcome.notTried")}
        </span>
      );
    default:
      return (
        <span className="import-failed">
          <CloseOutlined /> {failureSentence(t, { kind: outcome, ...(part === null ? {} : { part }) })}
        </span>
      );
  }
};
