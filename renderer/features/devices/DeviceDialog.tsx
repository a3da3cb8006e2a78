import { Alert, Modal } from "antd";
import { useDeferredValue, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { failureSentence } from "../../locales/failureSentence";
import type { Asking } from "./useAsking";

interface DeviceDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly asking: Asking;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** What can be done about the failure, beside it. */
  readonly remedy?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every dialog that asks a device something: what went wrong stands below the fields, which scroll. */
export const DeviceDialog = ({ title, submit, asking, onSubmit, onClose, remedy, children }: DeviceDialogProps) => {
  const { t } = useTranslation();
  const { busy, failure } = asking;
  // In two steps: frame and fields at once would hold the page up.
  const withFields = useDeferredValue(true, false);
  return (
    <Modal
      open
      centered
      rootClassName={withFields ? "" : "device-dialog-coming"}
      title={title}
      okText={busy ? t("add.connecting") : submit}
      cancelText={t("add.cancel")}
      confirmLoading={busy}
      mask={{ closable: false }}
      onOk={onSubmit}
      onCancel={onClose}
    >
      <div className="device-fields">{withFields && children}</div>
      {failure !== null && (
        <Alert
          className="device-failure"
          showIcon
          type="error"
          role="alert"
          title={failureSentence(t, failure)}
          description={remedy}
        />
      )}
    </Modal>
  );
};
