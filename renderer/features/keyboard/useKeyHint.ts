import { useTranslation } from "react-i18next";
import { useKeymap } from "./CommandKeys";
import type { CommandName } from "./commands";
import { keystrokeLabel } from "./keystroke";

/** Puts the key that does the same, as it is chosen now, behind a name. */
export const useKeyHint = (): ((name: string, command: CommandName) => string) => {
  const { t } = useTranslation();
  const keymap = useKeymap();
  return (name, command) => {
    const [keystroke] = keymap[command];
    return keystroke === undefined ? name : t("keys.withKey", { name, key: keystrokeLabel(keystroke) });
  };
};
