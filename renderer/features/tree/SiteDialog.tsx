import { Alert, App, Form, Input, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { siteCategory, type Site, type SiteFields } from "../../../app/contract/site";
import type { Failure } from "../../../app/domain/failure";
import { useAddSiteMutation, useChangeSiteMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import type { Translate } from "../../locales/words";
import { codeOf } from "../devices/placementChanges";
import { CodeField } from "./CodeField";
import { towns } from "./townNames";

interface SiteDialogProps {
  /** The site to change; null: a new one. */
  readonly site: Site | null;
  /** Of a new one, where it is known. */
  readonly town: string | null;
  readonly onClose: () => void;
}

interface Fields extends Omit<SiteFields, "code"> {
  readonly code: string;
}

const sentenceOf = (t: Translate, failure: Failure): string =>
  failure.kind === "alreadyExists" ? t("sites.nameTaken") : failureSentence(t, failure);

/** Makes a site, or changes what is recorded of one. */
export const SiteDialog = ({ site, town, onClose }: SiteDialogProps) => {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const [add, adding] = useAddSiteMutation();
  const [change, changing] = useChangeSiteMutation();
  const { isLoading, error } = site === null ? adding : changing;

  const submit = async ({ code, ...rest }: Fields): Promise<void> => {
    const fields = { ...rest, code: codeOf(code) };
    const answer = await (site === null ? add(fields) : change({ ...fields, siteId: site.id }));
    if (answer.error !== undefined) return;
    void message.success(t(site === null ? "sites.created" : "sites.saved", { name: answer.data.name }));
    onClose();
  };

  return (
    <Modal
      open
      title={site === null ? t("sites.newTitle") : t("sites.changeTitle", { name: site.name })}
      okText={site === null ? t("sites.create") : t("sites.save")}
      cancelText={t("sites.cancel")}
      okButtonProps={{ loading: isLoading }}
      onOk={form.submit}
      onCancel={onClose}
    >
      {error !== undefined && "kind" in error && <Alert showIcon type="error" title={sentenceOf(t, error)} />}
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: site?.name ?? "",
          town: site?.town ?? town ?? undefined,
          category: site?.category ?? "closedResidential",
          code: site?.code ?? "",
        }}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item
          name="name"
          label={t("sites.name")}
          rules={[{ required: true, whitespace: true, message: t("sites.nameNeeded") }]}
        >
          <Input autoFocus maxLength={100} autoComplete="off" onPressEnter={form.submit} />
        </Form.Item>
        <Form.Item name="town" label={t("sites.town")} rules={[{ required: true, message: t("sites.townNeeded") }]}>
          <Select options={towns.map(({ id, zh, en }) => ({ value: id, label: i18n.language === "en" ? en : zh }))} />
        </Form.Item>
        <Form.Item name="category" label={t("sites.category")}>
          <Select options={siteCategory.options.map((value) => ({ value, label: t(`sites.categoryOf.${value}`) }))} />
        </Form.Item>
        <CodeField name="code" label={t("sites.code")} />
      </Form>
    </Modal>
  );
};
