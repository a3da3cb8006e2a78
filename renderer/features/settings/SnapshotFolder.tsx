import { Alert, Button, Flex, Form, Tag } from "antd";
import { useTranslation } from "react-i18next";
import {
  useChangeSnapshotFolderMutation,
  useDescribeSnapshotFolderQuery,
  useDescribeStationQuery,
} from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { folderChangeKey } from "./folderChange";
import "./snapshotFolder.css";

/** Where snapshots go, and another folder for them. The page names no path: the system's own dialog does. */
export const SnapshotFolder = () => {
  const { t } = useTranslation();
  const { data: station } = useDescribeStationQuery({});
  // A disk may have been pulled out since.
  const { data: place, refetch } = useDescribeSnapshotFolderQuery({}, { refetchOnMountOrArgChange: true });
  const [change, { isLoading, isSuccess, error, reset }] = useChangeSnapshotFolderMutation({
    fixedCacheKey: folderChangeKey,
  });
  if (place === undefined) return null;
  const mayChange = station?.operator.roles.includes("administrator") === true;
  return (
    <>
      <Form component={false} labelCol={{ flex: "140px" }} labelAlign="left" colon={false}>
        <Form.Item
          label={t("settings.snapshots.folder")}
          extra={t(mayChange ? "settings.snapshots.hint" : "settings.snapshots.administratorsOnly")}
        >
          <p className="snapshot-folder">
            <bdi>{place.folder}</bdi> {place.isDefault && <Tag>{t("settings.snapshots.default")}</Tag>}
          </p>
          <Flex gap="small" wrap className="snapshot-folder-hands">
            <Button
              disabled={!mayChange}
              loading={isLoading}
              onClick={() => {
                reset();
                window.zhishou.chooseSnapshotFolder();
              }}
            >
              {t("settings.snapshots.change")}
            </Button>
            <Button
              onClick={() => {
                window.zhishou.openSnapshotFolder();
                void refetch();
              }}
            >
              {t("settings.snapshots.open")}
            </Button>
            <Button
              disabled={!mayChange || isLoading || place.isDefault}
              onClick={() => void change({ to: "default" })}
            >
              {t("settings.snapshots.reset")}
            </Button>
          </Flex>
        </Form.Item>
      </Form>
      <Flex vertical gap="small" role="status">
        {isSuccess && place.trouble === null && (
          <Alert showIcon type="success" title={t("settings.snapshots.changed")} closable={{ onClose: reset }} />
        )}
        {error !== undefined && "kind" in error && (
          <Alert
            showIcon
            type="error"
            title={t("settings.snapshots.refused")}
            description={failureSentence(t, error)}
            closable={{ onClose: reset }}
          />
        )}
        {place.trouble !== null && (
          <Alert
            showIcon
            type="warning"
            title={t("settings.snapshots.trouble")}
            description={t(
              place.trouble.kind === "diskFull" ? "settings.snapshots.troubleFull" : "settings.snapshots.troubleGone",
            )}
          />
        )}
        {place.choiceLost && <Alert showIcon type="warning" title={t("settings.snapshots.choiceLost")} />}
      </Flex>
    </>
  );
};
