import { HddOutlined, PlusOutlined, RadarChartOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyPage } from "../../components/EmptyPage";
import { useListDevicesQuery } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { AddDeviceDialog, type AddProposal } from "./AddDeviceDialog";
import "./devices.css";
import { DeviceTable } from "./DeviceTable";
import { DiscoveryPanel } from "./DiscoveryPanel";

/** The devices of the records: list, search on the network, add, remove. */
export const DevicesPage = () => {
  const { t } = useTranslation();
  const { data: devices = [], error, isLoading, refetch } = useListDevicesQuery({});
  const [discovering, setDiscovering] = useState(false);
  const [proposal, setProposal] = useState<AddProposal | null>(null);

  const actions = (
    <div className="devices-actions">
      <Button
        type={devices.length === 0 ? "primary" : "default"}
        icon={<RadarChartOutlined />}
        onClick={() => {
          setDiscovering(true);
        }}
      >
        {t("devices.discover")}
      </Button>
      <Button
        icon={<PlusOutlined />}
        onClick={() => {
          setProposal({ address: "", name: "" });
        }}
      >
        {t("devices.add")}
      </Button>
    </div>
  );

  const cameras = devices.reduce((sum, device) => sum + device.cameras.length, 0);
  return (
    <main className="devices">
      {error !== undefined && (
        <Alert
          showIcon
          type="error"
          title={t("devices.unreadable")}
          description={"kind" in error ? failureSentence(t, error) : undefined}
          action={
            <Button size="small" onClick={() => void refetch()}>
              {t("devices.retry")}
            </Button>
          }
        />
      )}
      {error === undefined && devices.length === 0 && !isLoading ? (
        <EmptyPage icon={<HddOutlined />} title={t("devices.emptyTitle")} hint={t("devices.emptyHint")}>
          {actions}
        </EmptyPage>
      ) : (
        <>
          <div className="devices-head">
            <h1>{t("devices.title")}</h1>
            <span className="devices-count">{t("devices.count", { devices: devices.length, cameras })}</span>
            {actions}
          </div>
          <DeviceTable devices={devices} loading={isLoading} />
        </>
      )}
      {discovering && (
        <DiscoveryPanel
          onAdd={setProposal}
          onClose={() => {
            setDiscovering(false);
          }}
        />
      )}
      {proposal !== null && (
        <AddDeviceDialog
          proposal={proposal}
          onClose={() => {
            setProposal(null);
          }}
        />
      )}
    </main>
  );
};
