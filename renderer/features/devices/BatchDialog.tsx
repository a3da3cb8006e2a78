import { Alert, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { BatchAction } from "../../../app/contract/batch";
import type { StreamTransport } from "../../../app/contract/device";
import { assertNever } from "../../../app/domain/result";
import { useListSitesQuery } from "../../contractApi";
import { useStation } from "../../stationContext";
import { SiteSelect } from "../tree/SiteSelect";
import { DeviceDialog } from "./DeviceDialog";
import { useAsking } from "./useAsking";

/** What something more has to be said of before it begins. */
export type AskedKind = "place" | "transport" | "login";

interface BatchDialogProps {
  readonly kind: AskedKind;
  readonly deviceIds: readonly string[];
  readonly onStarted: () => void;
  readonly onClose: () => void;
}

interface BatchFields {
  readonly siteId: string | null;
  readonly transport: StreamTransport;
  readonly userName: string;
  readonly password: string;
}

const actionOf = (kind: AskedKind, fields: BatchFields): BatchAction => {
  switch (kind) {
    case "place":
      return { kind, siteId: fields.siteId };
    case "transport":
      return { kind, transport: fields.transport };
    case "login":
      return { kind, userName: fields.userName.trim(), password: fields.password };
    default:
      return assertNever(kind);
  }
};

/** Asks what many devices shall be given, and begins. A password goes to the station and nowhere else. */
export const BatchDialog = ({ kind, deviceIds, onStarted, onClose }: BatchDialogProps) => {
  const { t } = useTranslation();
  const station = useStation();
  const [form] = Form.useForm<BatchFields>();
  const asking = useAsking();
  // Those that were ticked when the dialog opened, whatever the table lists meanwhile.
  const [ids] = useState(() => [...deviceIds]);
  const { data: sites = [] } = useListSitesQuery({});
  const count = ids.length;

  const submit = (fields: BatchFields): void => {
    void asking.ask(
      () => station.request("batches.start", { action: actionOf(kind, fields), deviceIds: ids }),
      (_job, open) => {
        if (open) onStarted();
      },
    );
  };

  return (
    <DeviceDialog
      title={t(`batch.title.${kind}`, { count })}
      submit={t("batch.start", { count })}
      asking={asking}
      onSubmit={form.submit}
      onClose={onClose}
    >
      <Form<BatchFields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ siteId: null, transport: "auto", userName: "", password: "" }}
        onFinish={submit}
      >
        {kind === "place" && (
          <Form.Item name="siteId" label={t("sites.site")} extra={t("batch.placeHint")}>
            <SiteSelect sites={sites} />
          </Form.Item>
        )}
        {kind === "transport" && (
          <Form.Item name="transport" label={t("change.transport")} extra={t("batch.transportHint")}>
            <Select
              options={[
                { value: "auto", label: t("change.transportAuto") },
                { value: "tcp", label: t("change.transportTcp") },
                { value: "udp", label: t("change.transportUdp") },
                { value: "tls", label: t("change.transportTls") },
              ]}
            />
          </Form.Item>
        )}
        {kind === "login" && (
          <>
            <Alert showIcon type="info" className="batch-login-hint" title={t("batch.loginHint")} />
            <Form.Item
              name="userName"
              label={t("add.userName")}
              rules={[{ required: true, whitespace: true, message: t("batch.userNameNeeded") }]}
            >
              <Input autoFocus maxLength={128} autoComplete="off" spellCheck={false} />
            </Form.Item>
            <Form.Item
              name="password"
              label={t("add.password")}
              extra={t("add.passwordHint")}
              rules={[{ required: true, message: t("batch.passwordNeeded") }]}
            >
              <Input.Password maxLength={256} autoComplete="new-password" onPressEnter={form.submit} />
            </Form.Item>
          </>
        )}
      </Form>
    </DeviceDialog>
  );
};
