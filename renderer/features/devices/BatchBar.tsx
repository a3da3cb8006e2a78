import { ClusterOutlined, DeleteOutlined, KeyOutlined, RadarChartOutlined, SwapOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchAction } from "../../../app/contract/batch";
import { useReadBatchQuery } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import type { Translate } from "../../locales/words";
import { useStation } from "../../stationContext";
import { BatchDialog, type AskedKind } from "./BatchDialog";
import { batchQuery, isAtWork } from "./batchJobs";
import { BatchProgress } from "./BatchProgress";
import type { DeviceRow } from "./deviceRows";

interface BatchBarProps {
  /** The devices that are ticked and listed. */
  readonly selected: readonly DeviceRow[];
  /** How many more are ticked that the filter hides. */
  readonly hidden: number;
  /** Asks to tick exactly these devices. */
  readonly onSelect: (deviceIds: readonly string[]) => void;
  readonly onUnselect: () => void;
}

/** What can be done to many devices at once. Always in its place, so that the table never jumps under the hand. */
export const BatchBar = memo(({ selected, hidden, onSelect, onUnselect }: BatchBarProps) => {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const station = useStation();
  const { data } = useReadBatchQuery(batchQuery);
  const [asked, setAsked] = useState<AskedKind | null>(null);
  const [watching, setWatching] = useState(false);
  const job = data?.job ?? null;
  const busy = isAtWork(job);
  const count = selected.length;
  const deviceIds = selected.map(({ id }) => id);

  const start = async (action: Extract<BatchAction, { kind: "probe" | "remove" }>): Promise<void> => {
    const started = await station.request("batches.start", { action, deviceIds });
    if (started.ok) setWatching(true);
    else void message.error(failureSentence(t, started.error));
  };

  const remove = (): void => {
    const cameras = selected.reduce((sum, { device }) => sum + device.cameras.length, 0);
    modal.confirm({
      title: t("batch.removeTitle", { count }),
      content: t("batch.removeHint", { count: cameras }),
      okText: t("batch.removeConfirm", { count }),
      okButtonProps: { danger: true },
      cancelText: t("devices.cancel"),
      focusable: { autoFocusButton: "cancel" },
      onOk: () => start({ kind: "remove" }),
    });
  };

  const ask = (kind: AskedKind) => (): void => {
    setAsked(kind);
  };
  const disabled = count === 0 || busy;
  return (
    <div className="batch-bar" role="toolbar" aria-label={t("batch.bar")}>
      <span className="batch-count" role="status">
        {selectionText(t, count, hidden)}
      </span>
      {count + hidden > 0 && (
        <Button type="link" size="small" onClick={onUnselect}>
          {t("batch.unselect")}
        </Button>
      )}
      <span className="batch-space" />
      {job !== null && (
        <Button
          type={busy ? "primary" : "text"}
          size="small"
          ghost={busy}
          onClick={() => {
            setWatching(true);
          }}
        >
          {t(busy ? "batch.atWork" : "batch.lastResult", {
            what: t(`batch.kind.${job.kind}`),
            through: job.done + job.failed,
            total: job.total,
          })}
        </Button>
      )}
      <Button size="small" icon={<ClusterOutlined />} disabled={disabled} onClick={ask("place")}>
        {t("batch.place")}
      </Button>
      <Button size="small" icon={<SwapOutlined />} disabled={disabled} onClick={ask("transport")}>
        {t("batch.transport")}
      </Button>
      <Button size="small" icon={<KeyOutlined />} disabled={disabled} onClick={ask("login")}>
        {t("batch.login")}
      </Button>
      <Button
        size="small"
        icon={<RadarChartOutlined />}
        disabled={disabled}
        onClick={() => void start({ kind: "probe" })}
      >
        {t("batch.probe")}
      </Button>
      <Button size="small" danger icon={<DeleteOutlined />} disabled={disabled} onClick={remove}>
        {t("batch.remove")}
      </Button>
      {asked !== null && (
        <BatchDialog
          kind={asked}
          deviceIds={deviceIds}
          onStarted={() => {
            setAsked(null);
            setWatching(true);
          }}
          onClose={() => {
            setAsked(null);
          }}
        />
      )}
      {watching && (
        <BatchProgress
          onSelect={(unsuccessful) => {
            setWatching(false);
            onSelect(unsuccessful);
          }}
          onClose={() => {
            setWatching(false);
          }}
        />
      )}
    </div>
  );
});
BatchBar.displayName = "BatchBar";

const selectionText = (t: Translate, count: number, hidden: number): string => {
  if (hidden > 0) return t("batch.selectedHidden", { count, hidden });
  return count === 0 ? t("batch.hint") : t("batch.selected", { count });
};
