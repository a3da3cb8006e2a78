import { DeleteOutlined, EditOutlined } from "@ant-design/icons";
import type { TableColumnsType } from "antd";
import { memo } from "react";
import type { Device } from "../../../app/contract/device";
import type { Translate } from "../../locales/words";
import { clockOffsetText } from "./clockOffset";
import { messagesOf, type DeviceRow } from "./deviceRows";
import { HealthCell } from "./HealthCell";
import { isClockOff } from "./healthFigures";
import { RowButton } from "./RowButton";
import { firmwareOf, type RowSort, type SortKey } from "./rowFilter";

export interface ColumnActions {
  readonly onChange: (device: Device) => void;
  readonly onRemove: (device: Device) => void;
  readonly onInspect: (deviceId: string) => void;
}

const widths = { address: 158, state: 166, site: 120, model: 140, clock: 96, channels: 92, actions: 88 } as const;
/** Name and message share what the others leave. */
const least = { name: 150, message: 200 } as const;

/** Narrower than this the table scrolls sideways. */
export const narrowestPx = Object.values({ ...widths, ...least }).reduce<number>((sum, width) => sum + width, 0);

const firmwarePx = 130;
/** From here on there is room for what the health of a device tells as well. */
const widePx = narrowestPx + firmwarePx + 120;

/** The columns of the table on so much room. */
export const deviceColumns = (
  t: Translate,
  parts: {
    readonly widthPx: number;
    /** A time of today. */
    readonly dayUtcMs: number;
    readonly sort: RowSort | null;
    readonly actions: ColumnActions;
  },
): TableColumnsType<DeviceRow> => {
  const { widthPx, dayUtcMs, sort, actions } = parts;
  const wide = widthPx >= widePx;
  const sparePx = Math.max(0, widthPx - narrowestPx - (wide ? firmwarePx : 0));
  const namePx = least.name + Math.floor(sparePx * 0.25);
  const messagePx = least.message + Math.floor(sparePx * 0.6);
  const sitePx = widths.site + sparePx - Math.floor(sparePx * 0.25) - Math.floor(sparePx * 0.6);
  const sorted = (key: SortKey) => ({
    key,
    sorter: true as const,
    sortOrder: sort?.key === key ? sort.order : null,
  });

  return [
    {
      ...sorted("name"),
      title: t("devices.name"),
      width: namePx,
      fixed: true,
      render: (_, { device }) => <Cut text={device.name} />,
    },
    {
      ...sorted("address"),
      title: t("devices.host"),
      width: widths.address,
      render: (_, { address }) => <Cut text={address} className="device-figures" />,
    },
    {
      ...sorted("state"),
      title: t("health.state"),
      width: widths.state,
      render: (_, { id, device, health }) => (
        <HealthCell deviceId={id} name={device.name} health={health} dayUtcMs={dayUtcMs} onOpen={actions.onInspect} />
      ),
    },
    {
      key: "message",
      title: t("batch.message"),
      width: messagePx,
      render: (_, row) => <Message t={t} row={row} />,
    },
    {
      ...sorted("site"),
      title: t("sites.site"),
      width: sitePx,
      render: (_, { site }) =>
        site === null ? <span className="device-quiet">{t("sites.none")}</span> : <Cut text={site.name} />,
    },
    {
      ...sorted("model"),
      title: t("devices.model"),
      width: widths.model,
      render: (_, { device, model }) => (
        <Cut text={device.kind === "stream" && model === "" ? t("devices.plainStream") : model} />
      ),
    },
    ...(wide
      ? [
          {
            ...sorted("firmware"),
            title: t("devices.firmware"),
            width: firmwarePx,
            render: (_: unknown, row: DeviceRow) => <Cut text={firmwareOf(row)} />,
          },
        ]
      : []),
    {
      ...sorted("clock"),
      title: t("batch.clock"),
      align: "right",
      width: widths.clock,
      render: (_, { clockOffsetMs }) => {
        if (clockOffsetMs === null) return <span className="device-quiet">{t("devices.clockUnknown")}</span>;
        const text = t("devices.clockOffsetOf", { seconds: clockOffsetText(clockOffsetMs) });
        return <span className={isClockOff(clockOffsetMs) ? "health-why" : "device-figures"}>{text}</span>;
      },
    },
    {
      ...sorted("channels"),
      title: t("devices.channels"),
      align: "right",
      width: widths.channels,
      render: (_, { device }) => device.cameras.length,
    },
    {
      key: "actions",
      title: t("devices.actions"),
      align: "right",
      width: widths.actions,
      render: (_, { device }) => <Actions t={t} device={device} actions={actions} />,
    },
  ];
};

interface CutProps {
  readonly text: string;
  readonly className?: string;
}

/** A text on one line, cut where it is too long, whole when pointed at. */
const Cut = memo(({ text, className = "" }: CutProps) => (
  <bdi className={`device-cut ${className}`} title={text}>
    {text}
  </bdi>
));
Cut.displayName = "Cut";

const Message = memo(({ t, row }: { readonly t: Translate; readonly row: DeviceRow }) => (
  <Cut text={messagesOf(t, row).join(" ")} className="health-why" />
));
Message.displayName = "Message";

interface ActionsProps {
  readonly t: Translate;
  readonly device: Device;
  readonly actions: ColumnActions;
}

const Actions = memo(({ t, device, actions }: ActionsProps) => (
  <>
    <RowButton
      title={t("devices.change")}
      aria-label={t("devices.changeOf", { name: device.name })}
      onClick={() => {
        actions.onChange(device);
      }}
    >
      <EditOutlined />
    </RowButton>
    <RowButton
      className="danger"
      title={t("devices.remove")}
      aria-label={t("devices.removeOf", { name: device.name })}
      onClick={() => {
        actions.onRemove(device);
      }}
    >
      <DeleteOutlined />
    </RowButton>
  </>
));
Actions.displayName = "Actions";
