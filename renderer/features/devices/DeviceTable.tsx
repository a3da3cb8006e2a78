import { App, Button, Table, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { useListHealthQuery, useRemoveDeviceMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { clockOffsetText } from "./clockOffset";
import { HealthCell } from "./HealthCell";
import { useHealthDay } from "./healthDay";
import { isClockOff } from "./healthFigures";
import { SiteName } from "./SiteName";

interface DeviceTableProps {
  readonly devices: readonly Device[];
  readonly loading: boolean;
  readonly onChange: (device: Device) => void;
  /** Asks for a device's health. */
  readonly onInspect: (deviceId: string) => void;
}

/** Devices as the records hold them. Removing asks once: it cannot be undone. */
export const DeviceTable = ({ devices, loading, onChange, onInspect }: DeviceTableProps) => {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
  const dayUtcMs = useHealthDay();
  const { data: health = {} } = useListHealthQuery({});
  const [removeDevice] = useRemoveDeviceMutation();

  const remove = (device: Device): void => {
    modal.confirm({
      title: t("devices.removeTitle", { name: device.name }),
      content: t("devices.removeHint", { count: device.cameras.length }),
      okText: t("devices.remove"),
      okButtonProps: { danger: true },
      cancelText: t("devices.cancel"),
      focusable: { autoFocusButton: "cancel" },
      onOk: async () => {
        const answer = await removeDevice({ deviceId: device.id });
        if (answer.error === undefined) void message.success(t("devices.removed", { name: device.name }));
        else if ("kind" in answer.error) void message.error(failureSentence(t, answer.error));
      },
    });
  };

  const columns: TableColumnsType<Device> = [
    { key: "name", title: t("devices.name"), dataIndex: "name", ellipsis: true },
    {
      key: "health",
      title: t("health.state"),
      width: 230,
      filters: (["online", "offline", "unknown"] as const).map((value) => ({ value, text: t(`health.${value}`) })),
      onFilter: (value, { id }) => (health[id]?.state ?? "unknown") === value,
      render: (_, { id, name }) => (
        <HealthCell
          name={name}
          health={health[id]}
          dayUtcMs={dayUtcMs}
          onOpen={() => {
            onInspect(id);
          }}
        />
      ),
    },
    { key: "site", title: t("sites.site"), ellipsis: true, render: (_, { siteId }) => <SiteName siteId={siteId} /> },
    {
      key: "host",
      title: t("devices.host"),
      render: (_, { host, port }) => (port === 80 ? host : `${host}:${String(port)}`),
    },
    {
      key: "model",
      title: t("devices.model"),
      ellipsis: true,
      render: (_, { kind, manufacturer, model }) =>
        kind === "stream" ? t("devices.plainStream") : [manufacturer, model].filter((word) => word !== "").join(" "),
    },
    {
      key: "firmware",
      title: t("devices.firmware"),
      ellipsis: true,
      render: (_, { id, firmwareVersion }) => health[id]?.firmwareVersion ?? firmwareVersion,
    },
    {
      key: "clock",
      title: t("devices.clockOffset"),
      align: "right",
      width: 120,
      render: (_, { id, clockOffsetMs }) => {
        const offsetMs = health[id]?.clockOffsetMs ?? clockOffsetMs;
        if (offsetMs === null) return t("devices.clockUnknown");
        const text = t("devices.clockOffsetOf", { seconds: clockOffsetText(offsetMs) });
        return isClockOff(offsetMs) ? <span className="health-why">{text}</span> : text;
      },
    },
    {
      key: "channels",
      title: t("devices.channels"),
      align: "right",
      width: 90,
      render: (_, { cameras }) => cameras.length,
    },
    {
      key: "actions",
      title: t("devices.actions"),
      align: "right",
      width: 160,
      render: (_, device) => (
        <>
          <Button
            type="text"
            size="small"
            aria-label={t("devices.changeOf", { name: device.name })}
            onClick={() => {
              onChange(device);
            }}
          >
            {t("devices.change")}
          </Button>
          <Button
            type="text"
            size="small"
            danger
            aria-label={t("devices.removeOf", { name: device.name })}
            onClick={() => {
              remove(device);
            }}
          >
            {t("devices.remove")}
          </Button>
        </>
      ),
    },
  ];

  return (
    <Table<Device>
      rowKey="id"
      size="middle"
      columns={columns}
      dataSource={devices}
      loading={loading}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
    />
  );
};
