import { Alert, App, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../../app/contract/site";
import { usePlaceDevicesMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { SiteSelect } from "./SiteSelect";

interface MoveToSiteDialogProps {
  readonly deviceIds: readonly string[];
  readonly sites: readonly Site[];
  readonly onClose: () => void;
}

/** Puts devices, however many, into one site or out of theirs. */
export const MoveToSiteDialog = ({ deviceIds, sites, onClose }: MoveToSiteDialogProps) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [siteId, setSiteId] = useState<string | null>(null);
  const [place, { isLoading, error }] = usePlaceDevicesMutation();

  const submit = async (): Promise<void> => {
    const answer = await place({ siteId, deviceIds: [...deviceIds] });
    if (answer.error !== undefined) return;
    void message.success(t("sites.moved", { count: deviceIds.length }));
    onClose();
  };

  return (
    <Modal
      open
      title={t("sites.moveTitle")}
      okText={t("sites.move")}
      cancelText={t("sites.cancel")}
      okButtonProps={{ loading: isLoading }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      {error !== undefined && "kind" in error && <Alert showIcon type="error" title={failureSentence(t, error)} />}
      <p>{t("sites.moveWhat", { count: deviceIds.length })}</p>
      <div className="site-choice">
        <SiteSelect sites={sites} value={siteId} onChange={setSiteId} aria-label={t("sites.site")} />
      </div>
    </Modal>
  );
};
