import { App } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useAppSelector } from "../../store";
import { selectNotice } from "./wallSlice";

/** Says once why something a person asked of the wall was not done. */
export const useWallNotices = (): void => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const notice = useAppSelector(selectNotice);
  useEffect(() => {
    if (notice === null) return;
    const { reason, position, count } = notice;
    void message.open({
      // The same place for all of them: a key that is held down does not fill the screen.
      key: "wall-notice",
      type: "info",
      content: t(`grid.notice.${reason}`, { position: position + 1, count }),
    });
  }, [notice, message, t]);
};
