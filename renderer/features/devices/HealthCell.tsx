import { WarningFilled } from "@ant-design/icons";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { DeviceHealth } from "../../../app/contract/health";
import { LivenessBadge } from "../../components/LivenessBadge";
import { failureWord } from "../../locales/failureSentence";
import { dateOf, timeOf } from "../../locales/times";
import "./health.css";
import { recordingWord } from "./recordingFigures";
import { RowButton } from "./RowButton";

const badgeOf = { unknown: "empty", online: "live", offline: "waitingToRetry" } as const;

interface HealthStateBadgeProps {
  readonly health: DeviceHealth | undefined;
}

/** Whether a device is there: shape, colour and word. */
export const HealthStateBadge = ({ health }: HealthStateBadgeProps) => {
  const { t } = useTranslation();
  const state = health?.state ?? "unknown";
  return <LivenessBadge kind={badgeOf[state]} word={t(`health.${state}`)} />;
};

/** The time today, else the date: the drawer tells both. */
const shortMomentOf = (utcMs: number, dayUtcMs: number): string =>
  dateOf(utcMs) === dateOf(dayUtcMs) ? timeOf(utcMs) : dateOf(utcMs);

interface HealthCellProps {
  readonly deviceId: string;
  readonly name: string;
  readonly health: DeviceHealth | undefined;
  /** A time of today. */
  readonly dayUtcMs: number;
  readonly onOpen: (deviceId: string) => void;
}

/** A device's state with since when; opens its history. */
export const HealthCell = memo(({ deviceId, name, health, dayUtcMs, onOpen }: HealthCellProps) => {
  const { t } = useTranslation();
  const sinceUtcMs = health?.sinceUtcMs ?? null;
  const since = sinceUtcMs === null ? "" : t("health.since", { time: shortMomentOf(sinceUtcMs, dayUtcMs) });
  const trouble = health?.cause ?? health?.loginFailure ?? null;
  const recording = health?.recording ?? null;
  // Of a recorder that is not there it is not known.
  const unrecorded = trouble === null && recording !== null ? recordingWord(t, recording) : "";
  const why = trouble === null ? unrecorded : failureWord(t, { kind: trouble });
  const state = t(`health.${health?.state ?? "unknown"}`);
  return (
    <RowButton
      className="health-cell"
      aria-label={t("health.open", { name, state: why === "" ? state : t("health.stateBecause", { state, why }) })}
      onClick={() => {
        onOpen(deviceId);
      }}
    >
      <HealthStateBadge health={health} />
      {unrecorded !== "" ? (
        <span className="health-unrecorded">
          <WarningFilled aria-hidden />
          <span className="health-cut">{unrecorded}</span>
        </span>
      ) : (
        since !== "" && <span className="health-detail">{since}</span>
      )}
    </RowButton>
  );
});
HealthCell.displayName = "HealthCell";
