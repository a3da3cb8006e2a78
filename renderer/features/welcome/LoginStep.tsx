import { Alert, Button, Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Device, DiscoveredDevice } from "../../../app/contract/device";
import type { Failure } from "../../../app/domain/failure";
import { failureAdvice, failureSentence, failureWord } from "../../locales/failureSentence";
import { useStation } from "../../stationContext";
import { LoginFields } from "../devices/LoginFields";
import { addAll, type AddState, type Login } from "./adding";

interface LoginStepProps {
  readonly devices: readonly DiscoveredDevice[];
  readonly onBack: () => void;
  readonly onBegun: () => void;
  readonly onAdded: (devices: readonly Device[]) => void;
}

/** One login for all of them; it goes to the station and nowhere else. */
export const LoginStep = ({ devices, onBack, onBegun, onAdded }: LoginStepProps) => {
  const { t } = useTranslation();
  const station = useStation();
  const [form] = Form.useForm<Partial<Login>>();
  const [states, setStates] = useState<ReadonlyMap<string, AddState>>(new Map());
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Failure | null>(null);

  const added = [...states.values()].flatMap((state) => (state.kind === "added" ? [state.device] : []));
  const waiting = devices.filter(({ endpoint }) => states.get(endpoint)?.kind !== "added");

  const submit = ({ userName = "", password = "" }: Partial<Login>): void => {
    const now = new Map(states);
    const show = (endpoint: string, state: AddState): void => {
      now.set(endpoint, state);
      setStates(new Map(now));
    };
    for (const { endpoint } of waiting) show(endpoint, { kind: "waiting" });
    setRefused(null);
    setBusy(true);
    onBegun();
    void addAll(station, waiting, { userName, password }, show).then((failure) => {
      setBusy(false);
      setRefused(failure);
      form.resetFields(["password"]);
      const all = [...now.values()].flatMap((state) => (state.kind === "added" ? [state.device] : []));
      if (all.length === devices.length) onAdded(all);
    });
  };

  return (
    <section aria-label={t("welcome.login")}>
      <Form form={form} layout="vertical" requiredMark={false} disabled={busy} onFinish={submit}>
        <LoginFields autoFocus="userName" passwordHint={t("welcome.loginHint")} onEnter={form.submit} />
      </Form>
      {refused !== null && <Alert showIcon type="error" role="alert" title={failureAdvice(t, refused)} />}
      <ul className="welcome-list">
        {devices.map(({ endpoint, name, host }) => (
          <li key={endpoint}>
            <bdi>{name === "" ? host : name}</bdi>
            <AddWord state={states.get(endpoint) ?? { kind: "waiting" }} />
          </li>
        ))}
      </ul>
      <div className="welcome-actions">
        <Button disabled={busy} onClick={onBack}>
          {t("welcome.back")}
        </Button>
        {added.length > 0 && (
          <Button
            disabled={busy}
            onClick={() => {
              onAdded(added);
            }}
          >
            {t("welcome.goOn", { count: added.length })}
          </Button>
        )}
        <Button type="primary" loading={busy} onClick={form.submit}>
          {t("welcome.add", { count: waiting.length })}
        </Button>
      </div>
    </section>
  );
};

const AddWord = ({ state }: { readonly state: AddState }) => {
  const { t } = useTranslation();
  if (state.kind !== "failed")
    return (
      <span className="welcome-detail" data-state={state.kind}>
        {t(`welcome.state.${state.kind}`)}
      </span>
    );
  return (
    <span className="welcome-detail" data-state="failed" title={failureSentence(t, state.failure)}>
      {failureWord(t, state.failure)}
    </span>
  );
};
