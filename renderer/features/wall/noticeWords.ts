import type { Translate } from "../../locales/words";
import { keystrokeLabel } from "../keyboard/keystroke";
import type { WallNotice } from "./wallState";

/**
 * Why a change was not made, and how it can be made after all. `lockKey` is the keystroke that unlocks the chosen tile,
 * as it is chosen now; undefined where no key does.
 */
export const noticeWords = (
  t: Translate,
  { reason, position, count }: Omit<WallNotice, "number">,
  lockKey: string | undefined,
): string => {
  const told = { position: position + 1, count };
  if (reason !== "locked") return t(`grid.notice.${reason}`, told);
  const entry = t("grid.unlock");
  return lockKey === undefined
    ? t("grid.notice.locked", { ...told, entry })
    : t("grid.notice.lockedWithKey", { ...told, entry, key: keystrokeLabel(lockKey) });
};
