import { AutoComplete, Form, Input, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { maxNameLength } from "../../../app/contract/wall";
import type { Saving, ViewPlace } from "./useViews";

interface ViewDialogProps {
  readonly title: string;
  readonly initial: ViewPlace;
  readonly folders: readonly string[];
  readonly onClose: () => void;
  /** Closes itself on `saved`; says of a taken name that it is. */
  readonly onSave: (place: ViewPlace) => Promise<Saving["outcome"]>;
}

/** Name and folder of a view. */
export const ViewDialog = ({ title, initial, folders, onClose, onSave }: ViewDialogProps) => {
  const { t } = useTranslation();
  const [name, setName] = useState(initial.name);
  const [folder, setFolder] = useState(initial.folder);
  const [taken, setTaken] = useState(false);
  const [saving, setSaving] = useState(false);

  const tooLong = (text: string): string | undefined => {
    const { length } = text.trim();
    return length > maxNameLength ? t("views.nameTooLong", { length, most: maxNameLength }) : undefined;
  };
  const nameProblem = tooLong(name) ?? (taken ? t("views.nameTaken") : undefined);
  const folderProblem = tooLong(folder);
  const acceptable = name.trim() !== "" && nameProblem === undefined && folderProblem === undefined;

  const save = async (): Promise<void> => {
    if (!acceptable || saving) return;
    setSaving(true);
    const outcome = await onSave({ name: name.trim(), folder: folder.trim() });
    setSaving(false);
    if (outcome === "nameTaken") setTaken(true);
    else if (outcome !== "failed") onClose();
  };

  const shown = (problem: string | undefined) =>
    problem === undefined ? {} : { validateStatus: "error" as const, help: problem };

  return (
    <Modal
      open
      title={title}
      okText={t("views.save")}
      cancelText={t("views.cancel")}
      okButtonProps={{ disabled: !acceptable, loading: saving }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Form layout="vertical" onFinish={() => void save()}>
        <Form.Item label={t("views.name")} {...shown(nameProblem)}>
          <Input
            autoFocus
            dir="auto"
            value={name}
            aria-label={t("views.name")}
            onPressEnter={() => void save()}
            onChange={(event) => {
              setTaken(false);
              setName(event.target.value);
            }}
          />
        </Form.Item>
        <Form.Item label={t("views.folder")} {...shown(folderProblem)}>
          <AutoComplete
            allowClear
            value={folder}
            aria-label={t("views.folder")}
            placeholder={t("views.folderHint")}
            // Upwards, and never for what is typed already: it would lie over the buttons.
            placement="topLeft"
            options={folders.filter((value) => value !== folder).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => (option?.value ?? "").includes(typed) }}
            onChange={(value?: string) => {
              setTaken(false);
              setFolder(value ?? "");
            }}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
};
