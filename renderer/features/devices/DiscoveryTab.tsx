import { Alert, Button, Spin } from "antd";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoveredDevice } from "../../../app/contract/device";
import { useDiscoverDevicesMutation, useListDevicesQuery } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import type { AddProposal } from "./AddDeviceDialog";

interface DiscoveryTabProps {
  readonly onAdd: (proposal: AddProposal) => void;
}

/** Searches the network for ONVIF devices as soon as it opens, and offers to add what answered. */
export const DiscoveryTab = ({ onAdd }: DiscoveryTabProps) => {
  const { t } = useTranslation();
  const [discover, { data: found, error, isLoading }] = useDiscoverDevicesMutation();
  const search = useCallback(() => void discover({}), [discover]);

  useEffect(search, [search]);

  return (
    <>
      {isLoading && (
        <p role="status">
          <Spin size="small" /> {t("devices.discovering")}
        </p>
      )}
      {error !== undefined && "kind" in error && <Alert showIcon type="error" title={failureSentence(t, error)} />}
      {!isLoading && found?.length === 0 && (
        <Alert showIcon type="info" title={t("devices.discoverNone")} description={t("devices.discoverNoneHint")} />
      )}
      {!isLoading && found !== undefined && found.length > 0 && (
        <>
          <p role="status">{t("devices.discoveredCount", { count: found.length })}</p>
          <ul className="discovered-list">
            {found.map((device) => (
              <Discovered key={device.endpoint} device={device} onAdd={onAdd} />
            ))}
          </ul>
        </>
      )}
      {!isLoading && (
        <Button size="small" className="discover-again" onClick={search}>
          {t("devices.discoverAgain")}
        </Button>
      )}
    </>
  );
};

interface DiscoveredProps {
  readonly device: DiscoveredDevice;
  readonly onAdd: (proposal: AddProposal) => void;
}

const Discovered = ({ device, onAdd }: DiscoveredProps) => {
  const { t } = useTranslation();
  const { data: records = [] } = useListDevicesQuery({});
  const known = device.known || records.some((record) => record.serviceUrl === device.serviceUrl);
  const name = device.name === "" ? t("devices.unnamed") : device.name;
  return (
    <li className="discovered">
      <div className="discovered-what">
        <strong>{name}</strong>
        <p>{[`${device.host}:${String(device.port)}`, device.hardware, device.location].filter(Boolean).join("  ")}</p>
      </div>
      {known ? (
        <span className="devices-known">{t("devices.known")}</span>
      ) : (
        <Button
          size="small"
          type="primary"
          aria-label={t("devices.addThisOf", { name })}
          onClick={() => {
            onAdd({ address: device.serviceUrl, name: device.name });
          }}
        >
          {t("devices.addThis")}
        </Button>
      )}
    </li>
  );
};
