import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";

interface LoginFieldsProps {
  readonly autoFocus?: "userName" | "password" | undefined;
  readonly passwordHint: string;
  readonly onEnter: () => void;
}

/** User name and password of a device. */
export const LoginFields = ({ autoFocus, passwordHint, onEnter }: LoginFieldsProps) => {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item name="userName" label={t("add.userName")}>
        <Input autoFocus={autoFocus === "userName"} maxLength={128} autoComplete="off" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={t("add.password")} extra={passwordHint}>
        <Input.Password
          autoFocus={autoFocus === "password"}
          maxLength={256}
          autoComplete="new-password"
          onPressEnter={onEnter}
        />
      </Form.Item>
    </>
  );
};
