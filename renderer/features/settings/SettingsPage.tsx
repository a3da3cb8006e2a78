import { Descriptions, Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { useNow } from "../../components/useNow";
import { useDescribeStationQuery } from "../../contractApi";
import { momentOf } from "../../locales/times";
import { useAppDispatch, useAppSelector } from "../../store";
import { KeysForm } from "../keyboard/KeysForm";
import { preferencesChanged, selectLanguage, selectScheme } from "./preferencesSlice";
import { SnapshotFolder } from "./SnapshotFolder";
import "./settings.css";

/** What this workstation may choose for itself, and what it runs. */
export const SettingsPage = () => {
  const { t } = useTranslation();
  return (
    <main className="settings">
      <h1>{t("frame.settings")}</h1>
      <section aria-labelledby="settings-looks">
        <h2 id="settings-looks">{t("settings.looks")}</h2>
        <Looks />
      </section>
      <section aria-labelledby="settings-snapshots">
        <h2 id="settings-snapshots">{t("settings.snapshots.title")}</h2>
        <SnapshotFolder />
      </section>
      <section aria-labelledby="settings-keys">
        <h2 id="settings-keys">{t("keys.title")}</h2>
        <KeysForm />
      </section>
      <section aria-labelledby="settings-about">
        <h2 id="settings-about">{t("settings.about")}</h2>
        <About />
      </section>
    </main>
  );
};

const Looks = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const language = useAppSelector(selectLanguage);
  const scheme = useAppSelector(selectScheme);
  return (
    <Form component={false} labelCol={{ flex: "140px" }} labelAlign="left" colon={false}>
      <Form.Item label={t("settings.language")}>
        <Radio.Group
          aria-label={t("settings.language")}
          value={language}
          onChange={({ target }) => dispatch(preferencesChanged({ language: target.value as typeof language }))}
          options={[
            { value: "zh-CN", label: t("settings.chinese") },
            { value: "en", label: t("settings.english") },
          ]}
        />
      </Form.Item>
      <Form.Item label={t("settings.scheme")} extra={t("settings.schemeHint")}>
        <Radio.Group
          aria-label={t("settings.scheme")}
          value={scheme}
          onChange={({ target }) => dispatch(preferencesChanged({ scheme: target.value as typeof scheme }))}
          options={[
            { value: "dark", label: t("settings.dark") },
            { value: "light", label: t("settings.light") },
          ]}
        />
      </Form.Item>
    </Form>
  );
};

const About = () => {
  const { t } = useTranslation();
  const nowUtcMs = useNow();
  const { data } = useDescribeStationQuery({});
  if (data === undefined) return null;
  const backup = data.lastBackupAtUtcMs;
  return (
    <Descriptions
      column={1}
      size="small"
      bordered
      items={[
        { key: "program", label: t("settings.program"), children: `${t("product.name")} ${data.programVersion}` },
        { key: "records", label: t("settings.records"), children: data.schemaVersion },
        { key: "operator", label: t("settings.operator"), children: data.operator.name },
        {
          key: "backup",
          label: t("settings.backup"),
          children: backup === null ? t("settings.noBackup") : momentOf(backup, nowUtcMs),
        },
      ]}
    />
  );
};
