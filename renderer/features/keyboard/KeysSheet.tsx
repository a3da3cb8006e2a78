import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useKeymap } from "./CommandKeys";
import { commandGroups, commandNames, commands } from "./commands";
import { keystrokeLabel } from "./keystroke";
import "./keyboard.css";

/** Every key and what it does, on one page. */
export const KeysSheet = ({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) => {
  const { t } = useTranslation();
  const keymap = useKeymap();
  return (
    <Modal open={open} onCancel={onClose} footer={null} width={960} title={t("keys.title")} destroyOnHidden>
      <div className="keys-sheet">
        {commandGroups.map((group) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`}>{t(`keys.group.${group}`)}</h3>
            <dl>
              {commandNames
                .filter((name) => commands[name].group === group)
                .map((name) => (
                  <div key={name}>
                    <dt>
                      {keymap[name].map((keystroke) => (
                        <kbd key={keystroke}>{keystrokeLabel(keystroke)}</kbd>
                      ))}
                    </dt>
                    <dd>{t(`keys.command.${name}`)}</dd>
                  </div>
                ))}
              {group === "wall" && (
                <div>
                  <dt>
                    <kbd>{t("keys.callExample")}</kbd>
                  </dt>
                  <dd>{t("keys.callMeaning")}</dd>
                </div>
              )}
            </dl>
          </section>
        ))}
      </div>
      <p className="keys-hint">{t("keys.changeHint")}</p>
    </Modal>
  );
};
