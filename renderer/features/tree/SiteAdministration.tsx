import { App, Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { Site } from "../../../app/contract/site";
import { useRemoveSiteMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { MoveToSiteDialog } from "./MoveToSiteDialog";
import { SiteDialog } from "./SiteDialog";

/** What an administrator has begun to do with sites. */
export type SiteTask =
  | { readonly kind: "new"; readonly town: string | null }
  | { readonly kind: "change"; readonly site: Site }
  | { readonly kind: "remove"; readonly site: Site; readonly deviceCount: number }
  | { readonly kind: "move"; readonly deviceIds: readonly string[] };

interface SiteAdministrationProps {
  readonly task: SiteTask | null;
  readonly sites: readonly Site[];
  readonly onDone: () => void;
}

/** The dialog of what was begun, if anything was. */
export const SiteAdministration = ({ task, sites, onDone }: SiteAdministrationProps) => {
  switch (task?.kind) {
    case undefined:
      return null;
    case "new":
      return <SiteDialog site={null} town={task.town} onClose={onDone} />;
    case "change":
      return <SiteDialog site={task.site} town={null} onClose={onDone} />;
    case "move":
      return <MoveToSiteDialog deviceIds={task.deviceIds} sites={sites} onClose={onDone} />;
    case "remove":
      return <RemoveSite site={task.site} deviceCount={task.deviceCount} onDone={onDone} />;
  }
};

interface RemoveSiteProps {
  readonly site: Site;
  readonly deviceCount: number;
  readonly onDone: () => void;
}

/** Asks once: a site's name and category are gone with it, its devices are not. */
const RemoveSite = ({ site, deviceCount, onDone }: RemoveSiteProps) => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [removeSite, { isLoading }] = useRemoveSiteMutation();

  const remove = async (): Promise<void> => {
    const answer = await removeSite({ siteId: site.id, moveDevices: deviceCount > 0 });
    if (answer.error === undefined) void message.success(t("sites.removed", { name: site.name }));
    else if ("kind" in answer.error) void message.error(failureSentence(t, answer.error));
    onDone();
  };

  return (
    <Modal
      open
      title={t("sites.removeTitle", { name: site.name })}
      okText={t("sites.remove")}
      okButtonProps={{ danger: true, loading: isLoading }}
      cancelText={t("sites.cancel")}
      onOk={() => void remove()}
      onCancel={onDone}
    >
      {deviceCount === 0 ? t("sites.removeEmpty") : t("sites.removeWithDevices", { count: deviceCount })}
    </Modal>
  );
};
