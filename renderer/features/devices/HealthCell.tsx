import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { DeviceHealth } from "../../../app/contract/health";
import { LivenessBadge } from "../../components/LivenessBadge";
import { failureWord } from "../../locales/failureSentence";
import { dateOf, timeOf } from "../../locales/times";
import "./health.css";

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
  readonly name: string;
  readonly health: DeviceHealth | undefined;
  /** A time of today. */
  readonly dayUtcMs: number;
  readonly onOpen: () => void;
}

/** A device's state with since when; opens its history. */
export const HealthCell = ({ name, health, dayUtcMs, onOpen }: HealthCellProps) => {
  const { t } = useTranslation();
  const sinceUtcMs = health?.sinceUtcMs ?? null;
  const since = sinceUtcMs === null ? "" : t("health.since", { time: shortMomentOf(sinceUtcMs, dayUtcMs) });
  const trouble = health?.cause ?? health?.loginFailure ?? null;
  const why = trouble === null ? "" : failureWord(t, { kind: trouble });
  const state = t(`health.${health?.state ?? "unknown"}`);
  return (
    <Button
      type="text"
      size="small"
      className="health-cell"
      aria-label={t("health.open", { name, state: why === "" ? state : t("health.stateBecause", { state, why }) })}
      onClick={onOpen}
    >
      <HealthStateBadge health={health} />
      {since !== "" && <span className="health-detail">{since}</span>}
    </Button>
  );
};
