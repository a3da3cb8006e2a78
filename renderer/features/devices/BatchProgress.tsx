import {
  CheckOutlined,
  CheckSquareOutlined,
  ClockCircleOutlined,
  CloseOutlined,
  LoadingOutlined,
  MinusOutlined,
} from "@ant-design/icons";
import { Alert, Button, Drawer, Progress, type TableColumnsType } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchFilter, BatchJob, BatchResult } from "../../../app/contract/batch";
import {
  useListUnsuccessfulQuery,
  useReadBatchQuery,
  useResumeBatchMutation,
  useStopBatchMutation,
} from "../../contractApi";
import { failureAdvice, failureSentence } from "../../locales/failureSentence";
import { batchCount, batchPercent, isAtWork } from "./batchJobs";
import { JobLines } from "./JobLines";
import { pageOf } from "./jobPages";

const filters: readonly BatchFilter[] = ["all", "failed", "done", "left"];

const nothing: readonly string[] = [];

interface BatchProgressProps {
  /** Asks to tick exactly these devices. */
  readonly onSelect: (deviceIds: readonly string[]) => void;
  readonly onClose: () => void;
}

/** What a batch is at: progress, stop and resume, what became of each device, and those to begin again with. */
export const BatchProgress = ({ onSelect, onClose }: BatchProgressProps) => {
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
          <Head job={job} onSelect={onSelect} />
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

const Head = ({ job, onSelect }: Pick<BatchProgressProps, "onSelect"> & { readonly job: BatchJob }) => {
  const { t } = useTranslation();
  const [stop, stopping] = useStopBatchMutation();
  const [resume, resuming] = useResumeBatchMutation();
  const error = stopping.error ?? resuming.error;
  // Not while it changes four times a second.
  const { data: unsuccessful = nothing } = useListUnsuccessfulQuery({}, { skip: isAtWork(job) });
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
        {job.state === "stopped" && (
          <Button size="small" type="primary" loading={resuming.isLoading} onClick={() => void resume({})}>
            {t("batch.resume")}
          </Button>
        )}
      </div>
      <div className="batch-told">
        <p role="status">
          {t(`batch.jobState.${job.state}`)}{" "}
          {t("batch.counts", { total: job.total, done: job.done, failed: job.failed })}
        </p>
        {!isAtWork(job) && unsuccessful.length > 0 && (
          <Button
            size="small"
            icon={<CheckSquareOutlined />}
            onClick={() => {
              onSelect(unsuccessful);
            }}
          >
            {t("batch.selectUnsuccessful", { count: unsuccessful.length })}
          </Button>
        )}
      </div>
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
    case "notFound":
      return (
        <span className="import-failed">
          <CloseOutlined /> {t(part === "input.siteId" ? "batch.outcome.siteGone" : "batch.outcome.gone")}
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
