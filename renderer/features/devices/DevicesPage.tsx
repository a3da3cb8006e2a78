import { HddOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useCallback, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { EmptyPage } from "../../components/EmptyPage";
import { useDescribeStationQuery, useListDevicesQuery } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { AddDeviceDialog, type AddProposal } from "./AddDeviceDialog";
import { ChangeDeviceDialog } from "./ChangeDeviceDialog";
import "./devices.css";
import { BatchBar } from "./BatchBar";
import { DeviceActions, DevicesHead } from "./DevicesHead";
import { DeviceFilters } from "./DeviceFilters";
import { DeviceTable } from "./DeviceTable";
import { wholeTable, type RowSort } from "./rowFilter";
import { hiddenCount, nothingSelected, selectedRows, selectionOf } from "./rowSelection";
import { Ticked } from "./RowTicks";
import { useDeviceRows } from "./useDeviceRows";
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

  const selected = useMemo(() => selectedRows(rows.listed, selection), [rows.listed, selection]);
  const hidden = useMemo(() => hiddenCount(rows.all, rows.listed, selection), [rows.all, rows.listed, selection]);
  const select = useCallback((deviceIds: readonly string[]): void => {
    setSelection(selectionOf(deviceIds));
  }, []);
  const unselect = useCallback((): void => {
    setSelection(nothingSelected);
  }, []);

  const inspected = devices.find(({ id }) => id === inspectedId);
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
          <DeviceActions primary onFind={setFinding} onAdd={setProposal} />
        </EmptyPage>
      ) : (
        <>
          <DevicesHead devices={devices} onFind={setFinding} onAdd={setProposal} />
          <DeviceFilters
            rows={rows.all}
            listedCount={rows.listed.length}
            text={text}
            onText={setText}
            filter={filter}
            onFilter={setFilter}
          />
          <Ticked value={selection}>
            <DeviceTable
              rows={rows.listed}
              loading={isLoading}
              behind={rows.behind && rows.listed.length === 0}
              sort={rows.sort}
              onSort={setSort}
              onSelection={isAdministrator ? setSelection : null}
              onChange={setChanging}
              onInspect={setInspectedId}
            />
          </Ticked>
          {isAdministrator && <BatchBar selected={selected} hidden={hidden} onSelect={select} onUnselect={unselect} />}
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
