import { App, Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { useStation } from "../../stationContext";
import { changesOf, type DeviceFields } from "./deviceChanges";
import { DeviceDialog } from "./DeviceDialog";
import { Fingerprint } from "./Fingerprint";
import { LoginFields } from "./LoginFields";
import { useAsking } from "./useAsking";

interface ChangeDeviceDialogProps {
  readonly device: Device;
  readonly onClose: () => void;
}

/** Name, address, login and transport of a recorded device. Its cameras keep their places on the walls. */
export const ChangeDeviceDialog = ({ device, onClose }: ChangeDeviceDialogProps) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const station = useStation();
  const [form] = Form.useForm<DeviceFields>();
  const asking = useAsking();
  const { name, serviceUrl: address, userName, transport, certificateSha256 } = device;

  const { failure } = asking;

  const trust = (sha256: string) => (): void => {
    void asking.ask(
      () => station.request("devices.trustCertificate", { deviceId: device.id, sha256 }),
      () => void message.success(t("change.trusted", { name })),
    );
  };

  const submit = (fields: DeviceFields): void => {
    void asking.ask(
      () => station.request("devices.change", changesOf(device, fields)),
      (changed, open) => {
        void message.success(t("change.done", { name: changed.name }));
        if (open) onClose();
      },
    );
  };

  return (
    <DeviceDialog
      title={t("change.title", { name })}
      submit={t("change.submit")}
      asking={asking}
      onSubmit={form.submit}
      onClose={onClose}
      remedy={
        failure?.kind === "certificateChanged" &&
        failure.detail !== undefined && (
          <Fingerprint label={t("change.newCertificate")} sha256={failure.detail}>
            <Button size="small" danger onClick={trust(failure.detail)}>
              {t("change.trust")}
            </Button>
          </Fingerprint>
        )
      }
    >
      <Form<DeviceFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name, address, userName, transport }}
        onFinish={submit}
      >
        <Form.Item
          name="name"
          label={t("add.name")}
          rules={[{ required: true, whitespace: true, message: t("add.nameNeeded") }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="address"
          label={device.kind === "onvif" ? t("add.address") : t("add.mainUrl")}
          extra={t("change.addressHint")}
          rules={[{ required: true, whitespace: true, message: t("add.addressNeeded") }]}
        >
          <Input maxLength={2048} autoComplete="off" spellCheck={false} />
        </Form.Item>
        <LoginFields autoFocus="password" passwordHint={t("change.passwordHint")} onEnter={form.submit} />
        <Form.Item name="transport" label={t("change.transport")} extra={t("change.transportHint")}>
          <Select
            options={[
              { value: "auto", label: t("change.transportAuto") },
              { value: "tcp", label: t("change.transportTcp") },
              { value: "udp", label: t("change.transportUdp") },
            ]}
          />
        </Form.Item>
        {certificateSha256 !== null && <Fingerprint label={t("change.certificate")} sha256={certificateSha256} />}
      </Form>
    </DeviceDialog>
  );
};
