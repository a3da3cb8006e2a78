import { Alert, App, Form, Input, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Failure } from "../../../app/domain/failure";
import { failureSentence } from "../../locales/failureSentence";
import { useStation } from "../../stationContext";

/** What is known of the device beforehand, from a search; both empty when a person starts from nothing. */
export interface AddProposal {
  readonly address: string;
  readonly name: string;
}

interface AddDeviceDialogProps {
  readonly proposal: AddProposal;
  readonly onClose: () => void;
}

interface Fields {
  readonly address: string;
  readonly name?: string;
  readonly userName?: string;
  readonly password?: string;
}

/**
 * Address, name, user and password of a device. The password goes from this form to the station and nowhere else: not
 * through the store, and it is gone with the dialog.
 */
export const AddDeviceDialog = ({ proposal, onClose }: AddDeviceDialogProps) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const station = useStation();
  const [form] = Form.useForm<Fields>();
  const [adding, setAdding] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const open = useRef(true);

  useEffect(() => {
    open.current = true;
    return () => {
      open.current = false;
    };
  }, []);

  const add = async (fields: Fields): Promise<void> => {
    setAdding(true);
    setFailure(null);
    const name = fields.name?.trim() ?? "";
    const added = await station.request("devices.add", {
      address: fields.address.trim(),
      userName: fields.userName ?? "",
      password: fields.password ?? "",
      ...(name === "" ? {} : { name }),
    });
    if (added.ok) {
      void message.success(t("devices.added", { name: added.value.name, count: added.value.cameras.length }));
      if (open.current) onClose();
    } else if (open.current) {
      setAdding(false);
      setFailure(added.error);
    }
  };

  return (
    <Modal
      open
      title={t("add.title")}
      okText={adding ? t("add.connecting") : t("add.submit")}
      cancelText={t("add.cancel")}
      confirmLoading={adding}
      mask={{ closable: false }}
      onOk={() => {
        form.submit();
      }}
      onCancel={onClose}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={proposal}
        onFinish={(fields) => void add(fields)}
      >
        <Form.Item
          name="address"
          label={t("add.address")}
          extra={t("add.addressHint")}
          rules={[{ required: true, whitespace: true, message: t("add.addressNeeded") }]}
        >
          <Input autoFocus={proposal.address === ""} maxLength={253} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="name" label={t("add.name")} extra={t("add.nameHint")}>
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item name="userName" label={t("add.userName")}>
          <Input autoFocus={proposal.address !== ""} maxLength={128} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item name="password" label={t("add.password")} extra={t("add.passwordHint")}>
          <Input.Password maxLength={256} autoComplete="new-password" onPressEnter={form.submit} />
        </Form.Item>
      </Form>
      {failure !== null && <Alert showIcon type="error" role="alert" title={failureSentence(t, failure)} />}
    </Modal>
  );
};
