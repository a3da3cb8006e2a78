import { Form, InputNumber } from "antd";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import "./cameraNumberFields.css";

const most = 999_999;

/** What each camera of a device is called by at a keyboard. */
export const CameraNumberFields = ({ device: { cameras } }: { readonly device: Device }) => {
  const { t } = useTranslation();
  const numberOf = ({ id, name, number }: Device["cameras"][number], label: string) => (
    <Form.Item
      key={id}
      name={["cameraNumbers", id]}
      label={label}
      initialValue={number}
      rules={[{ required: true, message: t("change.numberNeeded", { most }) }]}
    >
      <InputNumber min={1} max={most} precision={0} controls={false} aria-label={t("change.numberOf", { name })} />
    </Form.Item>
  );
  const [only] = cameras;
  if (only !== undefined && cameras.length === 1) return numberOf(only, t("change.number"));
  return (
    <fieldset className="camera-numbers">
      <legend>{t("change.numbers")}</legend>
      {cameras.map((camera) => numberOf(camera, camera.name))}
    </fieldset>
  );
};
