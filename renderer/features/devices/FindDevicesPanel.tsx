import { Drawer, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import type { AddProposal } from "./AddDeviceDialog";
import { DiscoveryTab } from "./DiscoveryTab";
import { ImportForm } from "./ImportForm";
import { ImportProgress } from "./ImportProgress";

/** How devices are looked for: asked who is there, tried one address after the other, or read from a file. */
export type FindingWay = "search" | "range" | "file";

interface FindDevicesPanelProps {
  readonly way: FindingWay;
  readonly onWay: (way: FindingWay) => void;
  readonly onAdd: (proposal: AddProposal) => void;
  readonly onClose: () => void;
}

/** Many devices at once; what batch adding is at stands below, whichever way it was begun. */
export const FindDevicesPanel = ({ way, onWay, onAdd, onClose }: FindDevicesPanelProps) => {
  const { t } = useTranslation();
  return (
    <Drawer open size={720} title={t("find.title")} onClose={onClose}>
      <Tabs
        activeKey={way}
        onChange={(key) => {
          onWay(key as FindingWay);
        }}
        items={[
          { key: "search", label: t("find.search"), children: <DiscoveryTab onAdd={onAdd} /> },
          { key: "range", label: t("find.range"), children: <ImportForm way="range" /> },
          { key: "file", label: t("find.file"), children: <ImportForm way="file" /> },
        ]}
      />
      {way !== "search" && <ImportProgress />}
    </Drawer>
  );
};
