import { HddOutlined, PlusOutlined, RadarChartOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { EmptyPage } from "../../components/EmptyPage";
import { useDescribeStationQuery, useListDevicesQuery } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { AddDeviceDialog, type AddProposal } from "./AddDeviceDialog";
import { ChangeDeviceDialog } from "./ChangeDeviceDialog";
import "./devices.css";
import { BatchBar } from "./BatchBar";
import { DeviceFilters } from "./DeviceFilters";
import { DeviceTable } from "./DeviceTable";
import { wholeTable, type RowSort } from "./rowFilter";
import { nothingSelected, selectedRows } from "./rowSelection";
import { useDeviceRows } from "./useDeviceRows";
import { HealthCount } from "./HealthCount";
import { HealthDrawer } from "./HealthDrawer";
import { FindDevicesPanel, type FindingWay } from "./FindDevicesPanel";

const noDevices: readonly Device[] = [];

/** The devices of the records: list, search on the network, add, change, remove, one or many. */
export const DevicesPage = () => {
  const { t } = useTranslation();
  const { data: devices = noDevices, error, isLoading, refetch } = useListDevicesQuery({});
  const { data: station } = useDescribeStationQuery({});
  const isAdministrator = station?.operator.roles.includes("administrator") === true;
  const [text, setText] = useState("");
  const [filter, setFilter] = useState(wholeTable);
  const [sort, setSort] = useState<RowSort | null>(null);
  const [selection, setSelection] = useState(nothingSelected);
  const rows = useDeviceRows(devices, { text, filter, sort });
  const [finding, setFinding] = useState<FindingWay | null>(null);
  const [changing, setChanging] = useState<Device | null>(null);
  const [inspectedId, setInspectedId] = useState<string | null>(null);
  const [proposal, setProposal] = useState<AddProposal | null>(null);

  const actions = (
    <div className="devices-actions">
      <Button
        type={devices.length === 0 ? "primary" : "default"}
        icon={<RadarChartOutlined />}
        onClick={() => {
          setFinding("search");
        }}
      >
        {t("devices.discover")}
      </Button>
      <Button
        icon={<UnorderedListOutlined />}
        onClick={() => {
          setFinding("range");
        }}
      >
        {t("devices.addMany")}
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

  const inspected = devices.find(({ id }) => id === inspectedId);
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
            <HealthCount />
            {actions}
          </div>
          <DeviceFilters
            rows={rows.all}
            listedCount={rows.listed.length}
            text={text}
            onText={setText}
            filter={filter}
            onFilter={setFilter}
          />
          <DeviceTable
            rows={rows.listed}
            loading={isLoading}
            sort={sort}
            onSort={setSort}
            selection={selection}
            onSelection={isAdministrator ? setSelection : null}
            onChange={setChanging}
            onInspect={setInspectedId}
          />
          {isAdministrator && (
            <BatchBar
              selected={selectedRows(rows.listed, selection)}
              onUnselect={() => {
                setSelection(nothingSelected);
              }}
            />
          )}
        </>
      )}
      {inspected !== undefined && (
        <HealthDrawer
          device={inspected}
          onClose={() => {
            setInspectedId(null);
          }}
        />
      )}
      {finding !== null && (
        <FindDevicesPanel
          way={finding}
          onWay={setFinding}
          onAdd={setProposal}
          onClose={() => {
            setFinding(null);
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
      {changing !== null && (
        <ChangeDeviceDialog
          device={changing}
          onClose={() => {
            setChanging(null);
          }}
        />
      )}
    </main>
  );
};
