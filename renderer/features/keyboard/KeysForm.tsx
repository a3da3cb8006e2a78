import { Button, Table, type TableColumnsType } from "antd";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAppDispatch, useAppSelector } from "../../store";
import { keyChosen, keysReset, selectKeys } from "../settings/preferencesSlice";
import { useKeymap } from "./CommandKeys";
import { commandNames, type CommandName } from "./commands";
import { canBeChosen, commandOf } from "./keymap";
import { keystrokeLabel, keystrokeOf } from "./keystroke";
import "./keyboard.css";

/** The keys of every command, each to be changed by pressing the new one. */
export const KeysForm = () => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const keymap = useKeymap();
  const chosen = useAppSelector(selectKeys);
  const [asked, setAsked] = useState<CommandName | null>(null);
  const [told, setTold] = useState("");

  const onKeyDown = (event: KeyboardEvent): void => {
    if (asked === null || event.key === "Tab") return;
    const keystroke = keystrokeOf(event);
    event.preventDefault();
    event.stopPropagation();
    if (keystroke === null) return;
    setAsked(null);
    if (keystroke === "Escape") {
      setTold("");
    } else if (canBeChosen(keystroke)) {
      const before = commandOf(keymap, keystroke);
      const taken = before !== null && before !== asked;
      setTold(taken ? t("keys.takenFrom", { command: t(`keys.command.${before}`) }) : "");
      dispatch(keyChosen({ command: asked, keystroke }));
    } else {
      setTold(t("keys.reserved", { key: keystrokeLabel(keystroke) }));
    }
  };

  const columns: TableColumnsType<{ name: CommandName }> = [
    { title: t("keys.what"), key: "what", render: (_, { name }) => t(`keys.command.${name}`) },
    {
      title: t("keys.key"),
      key: "key",
      width: 220,
      render: (_, { name }) =>
        keymap[name].length === 0 ? (
          <span className="keys-none">{t("keys.none")}</span>
        ) : (
          keymap[name].map((keystroke) => <kbd key={keystroke}>{keystrokeLabel(keystroke)}</kbd>)
        ),
    },
    {
      key: "change",
      width: 180,
      render: (_, { name }) => (
        <Button
          size="small"
          type={asked === name ? "primary" : "default"}
          aria-label={t("keys.changeOf", { command: t(`keys.command.${name}`) })}
          onClick={() => {
            setAsked(asked === name ? null : name);
          }}
          onKeyDown={asked === name ? onKeyDown : undefined}
          onBlur={() => {
            setAsked(null);
          }}
        >
          {asked === name ? t("keys.press") : t("keys.change")}
        </Button>
      ),
    },
  ];

  return (
    <>
      <Table
        size="small"
        rowKey="name"
        pagination={false}
        columns={columns}
        dataSource={commandNames.map((name) => ({ name }))}
      />
      <p role="status" className="keys-hint">
        {told}
      </p>
      <Button disabled={Object.keys(chosen).length === 0} onClick={() => dispatch(keysReset())}>
        {t("keys.reset")}
      </Button>
    </>
  );
};
