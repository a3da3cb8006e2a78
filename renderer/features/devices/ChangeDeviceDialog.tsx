import { App, Button, Form, Input, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { isAbsence } from "../../../app/domain/absence";
import { useStation } from "../../stationContext";
import { CameraNumberFields } from "./CameraNumberFields";
import { changesOf, type DeviceFields } from "./deviceChanges";
import { DeviceDialog } from "./DeviceDialog";
import { Fingerprint } from "./Fingerprint";
import { LoginFields } from "./LoginFields";
import { RecordAnyway } from "./RecordAnyway";
import { SiteFields } from "./SiteFields";
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
  const { name, serviceUrl: address, subUrl, userName, transport } = device;
  // Another one once it is trusted: the record is shown as it was when the dialog opened.
  const [certificateSha256, setCertificateSha256] = useState(device.certificateSha256);

  const { failure } = asking;

  const trust = (sha256: string) => (): void => {
    void asking.ask(
      () => station.request("devices.trustCertificate", { deviceId: device.id, sha256 }),
      (trusted) => {
        setCertificateSha256(trusted.certificateSha256);
        void message.success(t("change.trusted", { name }));
      },
    );
  };

  const checkCertificate = (): void => {
    void asking.ask(
      () => station.request("devices.checkCertificate", { deviceId: device.id }),
      () => void message.success(t("change.certificateSame", { name })),
    );
  };

  const submit = (fields: DeviceFields, evenIfAbsent = false): void => {
    void asking.ask(
      () =>
        station.request("devices.change", { ...changesOf(device, fields), ...(evenIfAbsent ? { evenIfAbsent } : {}) }),
      (changed, open) => {
        void message.success(t("change.done", { name: changed.name }));
        if (open) onClose();
      },
    );
  };

  const remedy = (): ReactNode => {
    if (failure?.kind === "certificateChanged" && failure.detail !== undefined)
      return (
        <Fingerprint label={t("change.newCertificate")} sha256={failure.detail}>
          <Button size="small" danger onClick={trust(failure.detail)}>
            {t("change.trust")}
          </Button>
        </Fingerprint>
      );
    if (device.kind !== "stream" || failure === null || !isAbsence(failure.kind)) return null;
    const submitAnyway = (): void => {
      submit(form.getFieldsValue(), true);
    };
    return <RecordAnyway label={t("absent.save")} disabled={asking.busy} onClick={submitAnyway} />;
  };

  return (
    <DeviceDialog
      title={t("change.title", { name })}
      submit={t("change.submit")}
      asking={asking}
      onSubmit={form.submit}
      onClose={onClose}
      remedy={remedy()}
    >
      <Form<DeviceFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name, address, subUrl, userName, transport }}
        onFinish={(fields) => submit(fields)}
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
        {device.kind === "stream" && (
          <Form.Item name="subUrl" label={t("add.subUrl")} extra={t("change.subUrlHint")}>
            <Input maxLength={2048} autoComplete="off" spellCheck={false} />
          </Form.Item>
        )}
        <CameraNumberFields device={device} />
        <SiteFields device={device} />
        <LoginFields autoFocus="password" passwordHint={t("change.passwordHint")} onEnter={form.submit} />
        <Form.Item name="transport" label={t("change.transport")} extra={t("change.transportHint")}>
          <Select
            options={[
              { value: "auto", label: t("change.transportAuto") },
              { value: "tcp", label: t("change.transportTcp") },
              { value: "udp", label: t("change.transportUdp") },
              ...(device.kind === "onvif" ? [{ value: "tls", label: t("change.transportTls") }] : []),
            ]}
          />
        </Form.Item>
        {certificateSha256 !== null && (
          <Fingerprint label={t("change.certificate")} sha256={certificateSha256}>
            <Button size="small" disabled={asking.busy} onClick={checkCertificate}>
              {t("change.checkCertificate")}
            </Button>
          </Fingerprint>
        )}
      </Form>
    </DeviceDialog>
  );
};
