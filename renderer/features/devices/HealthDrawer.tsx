import { Alert, Button, Descriptions, Drawer, type DescriptionsProps } from "antd";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { useNow } from "../../components/useNow";
import { useListHealthQuery, useProbeHealthMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { dateOf, momentOf } from "../../locales/times";
import { clockOffsetText } from "./clockOffset";
import { HealthStateBadge } from "./HealthCell";
import { durationText, isClockOff } from "./healthFigures";
import { HealthOutages } from "./HealthOutages";
import { HealthRecordings } from "./HealthRecordings";
import { recordingRows } from "./recordingRows";

interface HealthDrawerProps {
  readonly device: Device;
  readonly onClose: () => void;
}

/** All that is known of a device's health: how it is now, and when it was out of reach. */
export const HealthDrawer = ({ device, onClose }: HealthDrawerProps) => {
  const { t } = useTranslation();
  const nowUtcMs = useNow();
  const { health } = useListHealthQuery({}, { selectFromResult: ({ data }) => ({ health: data?.[device.id] }) });
  const [probe, { isLoading, error }] = useProbeHealthMutation();

  const { sinceUtcMs = null, cause = null, loginFailure = null } = health ?? {};
  const { firmwareChange = null, recording = null } = health ?? {};

  const row = (key: string, label: string, children: React.ReactNode) => ({ key, label, children });
  const items: NonNullable<DescriptionsProps["items"]> = [
    row(
      "state",
      t("health.state"),
      <span className="health-now">
        <HealthStateBadge health={health} />
        {sinceUtcMs !== null && (
          <span className="health-detail">
            {t("health.sinceFor", {
              time: momentOf(sinceUtcMs, nowUtcMs),
              duration: durationText(t, nowUtcMs - sinceUtcMs),
            })}
          </span>
        )}
      </span>,
    ),
  ];
  if (cause !== null) items.push(row("cause", t("health.cause"), failureSentence(t, { kind: cause })));
  if (loginFailure !== null)
    items.push(
      row("login", t("health.login"), t("health.loginStopped", { why: failureSentence(t, { kind: loginFailure }) })),
    );
  if (device.kind === "onvif") {
    const offsetMs = health?.clockOffsetMs ?? null;
    items.push(
      row(
        "clock",
        t("devices.clockOffset"),
        offsetMs === null ? (
          t("devices.clockUnknown")
        ) : (
          <span className={isClockOff(offsetMs) ? "health-why" : ""}>
            {t("devices.clockOffsetOf", { seconds: clockOffsetText(offsetMs) })}
            {isClockOff(offsetMs) && ` · ${t("health.clockOff")}`}
          </span>
        ),
      ),
      row(
        "firmware",
        t("devices.firmware"),
        <>
          {health?.firmwareVersion ?? device.firmwareVersion}
          {firmwareChange !== null && (
            <span className="health-detail">
              {t("health.firmwareChanged", {
                date: dateOf(firmwareChange.atUtcMs),
                before: firmwareChange.before,
              })}
            </span>
          )}
        </>,
      ),
    );
  }
  if (recording !== null) items.push(...recordingRows(t, device, recording, nowUtcMs));

  return (
    <Drawer
      open
      size={720}
      title={t("health.title", { name: device.name })}
      onClose={onClose}
      extra={
        <Button loading={isLoading} onClick={() => void probe({ deviceId: device.id })}>
          {t("health.probe")}
        </Button>
      }
    >
      <div className="health-drawer">
        {error !== undefined && "kind" in error && <Alert showIcon type="error" title={failureSentence(t, error)} />}
        <Descriptions column={1} size="small" items={items} />
        {recording !== null && recording.channels.length > 0 && (
          <HealthRecordings
            device={device}
            recording={recording}
            clockOffsetMs={health?.clockOffsetMs ?? null}
            nowUtcMs={nowUtcMs}
          />
        )}
        <HealthOutages deviceId={device.id} nowUtcMs={nowUtcMs} />
      </div>
    </Drawer>
  );
};
