import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { groupOfCodeType, namedCodeTypes, readDeviceCode, type DeviceCodeParts } from "../../../app/domain/deviceCode";
import type { Translate } from "../../locales/words";

interface CodeFieldProps {
  readonly name: string | string[];
  readonly label: string;
  readonly initialValue?: string;
}

const typeWord = (t: Translate, type: string): string => {
  const named = namedCodeTypes.find((one) => one === type);
  return named === undefined ? t(`sites.typeGroup.${groupOfCodeType(type)}`, { type }) : t(`sites.type.${named}`);
};

const homeDivision = "370322";

const explain = (t: Translate, { division, industry, type, network, serial }: DeviceCodeParts): string =>
  t("sites.explained", {
    division: division === homeDivision ? t("sites.county") : t("sites.division", { code: division }),
    ...{ industry, type: typeWord(t, type), network, serial },
  });

/** A GB/T 28181 code: checked as it is typed, and read out in words. */
export const CodeField = ({ name, label, initialValue }: CodeFieldProps) => {
  const { t } = useTranslation();
  const typed: unknown = Form.useWatch(name);
  const reading = typeof typed === "string" && typed.trim() !== "" ? readDeviceCode(typed) : null;
  return (
    <Form.Item
      name={name}
      label={label}
      {...(initialValue === undefined ? {} : { initialValue })}
      extra={
        <span className="site-code-explained">
          {reading?.ok === true ? explain(t, reading.parts) : t("sites.codeHint")}
        </span>
      }
      rules={[
        {
          validator: (_, value: string | undefined) => {
            const read = (value ?? "").trim() === "" ? null : readDeviceCode(value ?? "");
            return read?.ok === false
              ? Promise.reject(new Error(t(`sites.problem.${read.problem}`)))
              : Promise.resolve();
          },
        },
      ]}
    >
      <Input maxLength={40} autoComplete="off" spellCheck={false} inputMode="numeric" />
    </Form.Item>
  );
};
