import { Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import type { Recovery, StationState } from "../../../app/contract/shell";
import { failureKinds, type FailureKind } from "../../../app/domain/failure";
import { failureSentence } from "../../locales/failureSentence";
import { dateOf, timeOf } from "../../locales/times";
import { GatePage } from "./GatePage";

type Unusable = Extract<StationState, { state: "unusable" }>;

interface UnusablePageProps extends Pick<Unusable, "detail" | "recoverable"> {
  /** A failure kind; one that this version does not know is shown as `internal`. */
  readonly kind: string;
  readonly onRecover: (choice: Recovery) => void;
}

const kindOf = (kind: string): FailureKind => failureKinds.find((known) => known === kind) ?? "internal";

/** The database cannot be used: why, that nothing was lost by us, what can be done, and what to tell support. */
export const UnusablePage = ({ kind, detail, recoverable, onRecover }: UnusablePageProps) => {
  const { t } = useTranslation();
  return (
    <GatePage>
      <div role="alert">
        <h1>{t("unlock.unusableTitle")}</h1>
        <p className="gate-strong">{failureSentence(t, { kind: kindOf(kind) })}</p>
        <p>{recoverable === null ? t("unlock.unusableKept") : t("unlock.damagedKept")}</p>
      </div>
      {recoverable !== null && (
        <RecoveryChoice lastBackupAtUtcMs={recoverable.lastBackupAtUtcMs} onRecover={onRecover} />
      )}
      {detail !== "" && <p className="gate-detail">{t("unlock.unusableDetail", { detail })}</p>}
    </GatePage>
  );
};

interface RecoveryChoiceProps {
  readonly lastBackupAtUtcMs: number | null;
  readonly onRecover: (choice: Recovery) => void;
}

const RecoveryChoice = ({ lastBackupAtUtcMs, onRecover }: RecoveryChoiceProps) => {
  const { t } = useTranslation();
  return (
    <div className="gate-choices">
      {lastBackupAtUtcMs === null ? (
        <p>{t("unlock.noBackup")}</p>
      ) : (
        <Button
          block
          type="primary"
          size="large"
          onClick={() => {
            onRecover("lastBackup");
          }}
        >
          {t("unlock.restoreBackup", { date: dateOf(lastBackupAtUtcMs), time: timeOf(lastBackupAtUtcMs) })}
        </Button>
      )}
      <Popconfirm
        title={t("unlock.beginEmptyTitle")}
        description={t("unlock.beginEmptyHint")}
        okText={t("unlock.beginEmpty")}
        cancelText={t("unlock.beginEmptyCancel")}
        onConfirm={() => {
          onRecover("empty");
        }}
      >
        <Button block size="large">
          {t("unlock.beginEmpty")}
        </Button>
      </Popconfirm>
    </div>
  );
};
