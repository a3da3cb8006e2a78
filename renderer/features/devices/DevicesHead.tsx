import { PlusOutlined, RadarChartOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import type { AddProposal } from "./AddDeviceDialog";
import type { FindingWay } from "./FindDevicesPanel";
import { HealthCount } from "./HealthCount";

interface DeviceActionsProps {
  /** Whether searching is what to do next. */
  readonly primary: boolean;
  readonly onFind: (way: FindingWay) => void;
  readonly onAdd: (proposal: AddProposal) => void;
}

/** The ways that devices come in. */
export const DeviceActions = ({ primary, onFind, onAdd }: DeviceActionsProps) => {
  const { t } = useTranslation();
  return (
    <div className="devices-actions">
      <Button
        type={primary ? "primary" : "default"}
        icon={<RadarChartOutlined />}
        onClick={() => {
          onFind("search");
        }}
      >
        {t("devices.discover")}
      </Button>
      <Button
        icon={<UnorderedListOutlined />}
        onClick={() => {
          onFind("range");
        }}
      >
        {t("devices.addMany")}
      </Button>
      <Button
        icon={<PlusOutlined />}
        onClick={() => {
          onAdd({ address: "", name: "" });
        }}
      >
        {t("devices.add")}
      </Button>
    </div>
  );
};

type DevicesHeadProps = Omit<DeviceActionsProps, "primary"> & { readonly devices: readonly Device[] };

/** What is there altogether; stands still while somebody types or ticks. */
export const DevicesHead = memo(({ devices, onFind, onAdd }: DevicesHeadProps) => {
  const { t } = useTranslation();
  const cameras = devices.reduce((sum, device) => sum + device.cameras.length, 0);
  return (
    <div className="devices-head">
      <h1>{t("devices.title")}</h1>
      <span className="devices-count">{t("devices.count", { devices: devices.length, cameras })}</span>
      <HealthCount />
      <DeviceActions primary={devices.length === 0} onFind={onFind} onAdd={onAdd} />
    </div>
  );
});
DevicesHead.displayName = "DevicesHead";
