import { Alert, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { GatePage } from "./GatePage";

interface UnlockPageProps {
  /** No database yet: the passphrase is being set. */
  readonly firstTime: boolean;
  /** The last one did not open it. */
  readonly wrong: boolean;
  readonly onUnlock: (passphrase: string) => void;
}

interface Fields {
  readonly passphrase: string;
  readonly again?: string;
}

const shortest = 8;

/** Asks for the passphrase where the platform keeps no key; the first time twice, saying what it is for. */
export const UnlockPage = ({ firstTime, wrong, onUnlock }: UnlockPageProps) => {
  const { t } = useTranslation();
  const [form] = Form.useForm<Fields>();
  return (
    <GatePage>
      <h1>{firstTime ? t("unlock.firstTitle") : t("unlock.title")}</h1>
      <p>{firstTime ? t("unlock.firstPurpose") : t("unlock.purpose")}</p>
      {firstTime && <p className="gate-strong">{t("unlock.firstWarning")}</p>}
      {wrong && <Alert showIcon type="error" role="alert" title={t("unlock.wrong")} style={{ marginBottom: 16 }} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ passphrase }) => {
          form.resetFields();
          onUnlock(passphrase);
        }}
      >
        <Form.Item
          name="passphrase"
          label={t("unlock.passphrase")}
          rules={[{ required: true, min: shortest, message: t("unlock.tooShort") }]}
        >
          <Input.Password autoFocus maxLength={256} autoComplete="off" />
        </Form.Item>
        {firstTime && (
          <Form.Item
            name="again"
            label={t("unlock.again")}
            dependencies={["passphrase"]}
            rules={[
              ({ getFieldValue }) => ({
                validator: (_, value) =>
                  value === getFieldValue("passphrase")
                    ? Promise.resolve()
                    : Promise.reject(new Error(t("unlock.differs"))),
              }),
            ]}
          >
            <Input.Password maxLength={256} autoComplete="off" />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" block size="large">
          {firstTime ? t("unlock.firstSubmit") : t("unlock.submit")}
        </Button>
      </Form>
    </GatePage>
  );
};
