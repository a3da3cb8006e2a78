import { App } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useAppSelector } from "../../store";
import { useKeymap } from "../keyboard/CommandKeys";
import { noticeWords } from "./noticeWords";
import { selectNotice } from "./wallSlice";

/** A sentence with what to do is read in so long, s. */
const shownS = 6;

/** Says once why something a person asked of the wall was not done. */
export const useWallNotices = (): void => {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const notice = useAppSelector(selectNotice);
  const [lockKey] = useKeymap().lock;
  // Coming back to the wall, another language or another key do not say it again.
  const saidNumber = useRef(notice?.number ?? 0);
  useEffect(() => {
    if (notice === null || notice.number === saidNumber.current) return;
    saidNumber.current = notice.number;
    void message.open({
      // The same place for all of them: a key that is held down does not fill the screen.
      key: "wall-notice",
      type: "info",
      duration: shownS,
      content: noticeWords(t, notice, lockKey),
    });
  }, [notice, message, t, lockKey]);
};
