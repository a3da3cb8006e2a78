import { Collapse, Form } from "antd";
import { useTranslation } from "react-i18next";
import type { Device } from "../../../app/contract/device";
import { useListSitesQuery } from "../../contractApi";
import { CodeField } from "../tree/CodeField";
import { SiteSelect } from "../tree/SiteSelect";

/** Where a device stands, and the official codes of it and of its channels. */
export const SiteFields = ({ device }: { readonly device: Device }) => {
  const { t } = useTranslation();
  const { data: sites = [] } = useListSitesQuery({});
  const channels = device.cameras.map(({ id, name, code }) => (
    <CodeField key={id} name={["cameraCodes", id]} label={name} initialValue={code ?? ""} />
  ));
  return (
    <>
      <Form.Item name="siteId" label={t("sites.site")} extra={t("sites.siteHint")} initialValue={device.siteId}>
        <SiteSelect sites={sites} />
      </Form.Item>
      <CodeField name="code" label={t("sites.deviceCode")} initialValue={device.code ?? ""} />
      <Collapse
        ghost
        size="small"
        items={[{ key: "channels", label: t("sites.channelCodes", { count: channels.length }), children: channels }]}
      />
    </>
  );
};
