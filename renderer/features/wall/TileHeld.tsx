import { LockOutlined, PushpinOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { TileLook } from "../../../app/domain/layout";

/** On the scrim: that a tile is locked or pinned. */
export const TileHeld = ({ look }: { readonly look: TileLook }) => {
  const { t } = useTranslation();
  return (
    <>
      {look.pinned && <PushpinOutlined className="tile-held" aria-label={t("grid.pinned")} title={t("grid.pinHint")} />}
      {look.locked && <LockOutlined className="tile-held" aria-label={t("grid.locked")} title={t("grid.lockHint")} />}
    </>
  );
};
