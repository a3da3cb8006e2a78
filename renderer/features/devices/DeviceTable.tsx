import { App, Button, Table, type TableColumnsType } from "antd";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { useRemoveDeviceMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { clockOffsetText } from "./clockOffset";

interface DeviceTableProps {
  readonly devices: readonly Device[];
  readonly loading: boolean;
  readonly onChange: (device: Device) => void;
}

/** Devices as the records hold them. Removing asks once: it cannot be undone. */
export const DeviceTable = ({ devices, loading, onChange }: DeviceTableProps) => {
  const { t } = useTranslation();
  const { modal, message } = App.useApp();
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
    { key: "firmware", title: t("devices.firmware"), dataIndex: "firmwareVersion", ellipsis: true },
    {
      key: "clock",
      title: t("devices.clockOffset"),
      align: "right",
      width: 120,
      render: (_, { clockOffsetMs }) =>
        clockOffsetMs === null
          ? t("devices.clockUnknown")
          : t("devices.clockOffsetOf", { seconds: clockOffsetText(clockOffsetMs) }),
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
