import { App, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Device, DeviceKind } from "../../../app/contract/device";
import { isAbsence } from "../../../app/domain/absence";
import type { Result } from "../../../app/domain/result";
import { useStation } from "../../stationContext";
import { DeviceDialog } from "./DeviceDialog";
import { LoginFields } from "./LoginFields";
import { RecordAnyway } from "./RecordAnyway";
import { useAsking } from "./useAsking";

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
  readonly address?: string;
  readonly mainUrl?: string;
  readonly subUrl?: string;
  readonly name?: string;
  readonly userName?: string;
  readonly password?: string;
}

const trimmed = (text = ""): string => text.trim();

/** Address (or, without ONVIF, the URLs of the streams), name, user and password of a device. */
export const AddDeviceDialog = ({ proposal, onClose }: AddDeviceDialogProps) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const station = useStation();
  const [form] = Form.useForm<Fields>();
  const [kind, setKind] = useState<DeviceKind>("onvif");
  const asking = useAsking();

  const send = (fields: Fields, evenIfAbsent: boolean): Promise<Result<Device>> => {
    const login = { userName: fields.userName ?? "", password: fields.password ?? "" };
    const name = trimmed(fields.name);
    if (kind === "onvif") {
      const named = name === "" ? {} : { name };
      return station.request("devices.add", { address: trimmed(fields.address), ...login, ...named });
    }
    const subUrl = trimmed(fields.subUrl);
    const sub = subUrl === "" ? {} : { subUrl };
    const urls = { mainUrl: trimmed(fields.mainUrl), ...sub };
    return station.request("devices.addStream", { name, ...urls, ...login, evenIfAbsent });
  };

  const submit = (fields: Fields, evenIfAbsent = false): void => {
    void asking.ask(
      () => send(fields, evenIfAbsent),
      ({ name, cameras }, open) => {
        void message.success(t("devices.added", { name, count: cameras.length }));
        if (open) onClose();
      },
    );
  };

  const fromSearch = proposal.address !== "";
  return (
    <DeviceDialog
      title={t("add.title")}
      submit={t("add.submit")}
      asking={asking}
      onSubmit={form.submit}
      onClose={onClose}
      remedy={
        kind === "stream" &&
        asking.failure !== null &&
        isAbsence(asking.failure.kind) && (
          <RecordAnyway
            label={t("absent.add")}
            disabled={asking.busy}
            onClick={() => {
              submit(form.getFieldsValue(), true);
            }}
          />
        )
      }
    >
      {!fromSearch && (
        <Segmented<DeviceKind>
          block
          className="add-kind"
          value={kind}
          onChange={setKind}
          options={[
            { value: "onvif", label: t("add.kindOnvif") },
            { value: "stream", label: t("add.kindStream") },
          ]}
        />
      )}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={proposal}
        onFinish={(fields) => submit(fields)}
      >
        {kind === "onvif" ? (
          <Form.Item
            name="address"
            label={t("add.address")}
            extra={t("add.addressHint")}
            rules={[{ required: true, whitespace: true, message: t("add.addressNeeded") }]}
          >
            <Input autoFocus={!fromSearch} maxLength={253} autoComplete="off" spellCheck={false} />
          </Form.Item>
        ) : (
          <>
            <Form.Item
              name="mainUrl"
              label={t("add.mainUrl")}
              extra={t("add.mainUrlHint")}
              rules={[{ required: true, whitespace: true, message: t("add.mainUrlNeeded") }]}
            >
              <Input autoFocus maxLength={2048} autoComplete="off" spellCheck={false} />
            </Form.Item>
            <Form.Item name="subUrl" label={t("add.subUrl")} extra={t("add.subUrlHint")}>
              <Input maxLength={2048} autoComplete="off" spellCheck={false} />
            </Form.Item>
          </>
        )}
        <Form.Item
          name="name"
          label={t("add.name")}
          extra={kind === "onvif" ? t("add.nameHint") : undefined}
          rules={kind === "onvif" ? [] : [{ required: true, whitespace: true, message: t("add.nameNeeded") }]}
        >
          <Input maxLength={100} autoComplete="off" />
        </Form.Item>
        <LoginFields
          autoFocus={fromSearch ? "userName" : undefined}
          passwordHint={t("add.passwordHint")}
          onEnter={form.submit}
        />
      </Form>
    </DeviceDialog>
  );
};
