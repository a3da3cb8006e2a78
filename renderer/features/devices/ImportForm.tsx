import { InboxOutlined } from "@ant-design/icons";
import { Alert, Button, Checkbox, Form, Input, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportWish } from "../../../app/contract/imports";
import { failureSentence } from "../../locales/failureSentence";
import { useReadImportQuery } from "../../contractApi";
import { useStation } from "../../stationContext";
import { jobQuery } from "./importJobs";
import { LoginFields } from "./LoginFields";
import { useAsking } from "./useAsking";

interface Fields {
  readonly range?: string;
  readonly list?: string;
  readonly tryDefaults?: boolean;
  readonly userName?: string;
  readonly password?: string;
}

/** Begins batch adding from a range of addresses, or from a file or pasted list. */
export const ImportForm = ({ way }: { readonly way: "range" | "file" }) => {
  const { t } = useTranslation();
  const station = useStation();
  const [form] = Form.useForm<Fields>();
  const [file, setFile] = useState<File | null>(null);
  const { data } = useReadImportQuery(jobQuery);
  const { busy, failure, ask } = useAsking();
  const tries = Form.useWatch("tryDefaults", form) === true;
  const running = data?.job?.state === "running" || data?.job?.state === "reading";

  const sourceOf = async ({ range = "", list = "" }: Fields): Promise<ImportWish["source"]> => {
    if (way === "range") return { kind: "range", text: range };
    const bytes = file === null ? new TextEncoder().encode(list) : new Uint8Array(await file.arrayBuffer());
    return { kind: "file", bytes };
  };

  const submit = (fields: Fields): void => {
    const { tryDefaults = false, userName = "", password = "" } = fields;
    void ask(
      async () => station.request("imports.start", { source: await sourceOf(fields), tryDefaults, userName, password }),
      (_, open) => {
        if (open) form.resetFields(["list", "password"]);
      },
    );
  };

  const needed = { required: true, whitespace: true };
  return (
    <Form<Fields> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
      {way === "range" ? (
        <Form.Item
          name="range"
          label={t("import.range")}
          extra={t("import.rangeHint")}
          rules={[{ ...needed, message: t("import.rangeNeeded") }]}
        >
          <Input maxLength={2000} autoComplete="off" spellCheck={false} />
        </Form.Item>
      ) : (
        <>
          <Form.Item label={t("import.file")} extra={t("import.fileHint")}>
            <Upload.Dragger
              accept=".csv,.txt,.tsv,text/*"
              maxCount={1}
              beforeUpload={(chosen) => {
                setFile(chosen);
                return false;
              }}
              onRemove={() => {
                setFile(null);
              }}
            >
              <InboxOutlined /> {t("import.chooseFile")}
            </Upload.Dragger>
          </Form.Item>
          {file === null && (
            <Form.Item name="list" label={t("import.list")} rules={[{ ...needed, message: t("import.listNeeded") }]}>
              <Input.TextArea rows={4} maxLength={1_000_000} autoComplete="off" spellCheck={false} />
            </Form.Item>
          )}
        </>
      )}
      <Form.Item name="tryDefaults" valuePropName="checked" extra={t("import.tryDefaultsHint")}>
        <Checkbox>{t("import.tryDefaults")}</Checkbox>
      </Form.Item>
      {tries && <LoginFields passwordHint={t("add.passwordHint")} onEnter={form.submit} />}
      {failure !== null && <Alert showIcon type="error" role="alert" title={failureSentence(t, failure)} />}
      <Button type="primary" htmlType="submit" className="import-start" loading={busy} disabled={running}>
        {t("import.start")}
      </Button>
    </Form>
  );
};
