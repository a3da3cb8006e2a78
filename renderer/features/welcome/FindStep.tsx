import { Alert, Button, Checkbox, Spin } from "antd";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { DiscoveredDevice } from "../../../app/contract/device";
import { useDiscoverDevicesMutation } from "../../contractApi";
import { failureSentence } from "../../locales/failureSentence";
import { useAppDispatch } from "../../store";
import { pageChosen } from "../frame/frameSlice";

/** Who is there: searched for at once, all of them taken unless somebody takes one out. */
export const FindStep = ({ onFound }: { readonly onFound: (devices: readonly DiscoveredDevice[]) => void }) => {
  const { t } = useTranslation();
  const dispatch = useAppDispatch();
  const [discover, { data, error, isLoading }] = useDiscoverDevicesMutation();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const search = useCallback(() => void discover({}), [discover]);
  useEffect(search, [search]);

  const found = data?.filter(({ known }) => !known) ?? [];
  const taken = found.filter(({ endpoint }) => !left.has(endpoint));
  const toggle = (endpoint: string): void => {
    const next = new Set(left);
    if (!next.delete(endpoint)) next.add(endpoint);
    setLeft(next);
  };
  return (
    <section aria-label={t("welcome.find")}>
      {isLoading && (
        <p role="status">
          <Spin size="small" /> {t("devices.discovering")}
        </p>
      )}
      {error !== undefined && "kind" in error && <Alert showIcon type="error" title={failureSentence(t, error)} />}
      {!isLoading && data !== undefined && found.length === 0 && (
        <Alert showIcon type="info" title={t("devices.discoverNone")} description={t("devices.discoverNoneHint")} />
      )}
      {found.length > 0 && (
        <>
          <p role="status">{t("devices.discoveredCount", { count: found.length })}</p>
          <ul className="welcome-list">
            {found.map(({ endpoint, name, host, port, hardware }) => (
              <li key={endpoint}>
                <Checkbox
                  checked={!left.has(endpoint)}
                  onChange={() => {
                    toggle(endpoint);
                  }}
                >
                  <bdi>{name === "" ? t("devices.unnamed") : name}</bdi>
                  <span className="welcome-detail">
                    {host}:{port} {hardware}
                  </span>
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="welcome-actions">
        <Button disabled={isLoading} onClick={search}>
          {t("devices.discoverAgain")}
        </Button>
        <Button onClick={() => dispatch(pageChosen("devices"))}>{t("welcome.otherWay")}</Button>
        <Button
          type="primary"
          disabled={taken.length === 0}
          onClick={() => {
            onFound(taken);
          }}
        >
          {t("welcome.next", { count: taken.length })}
        </Button>
      </div>
    </section>
  );
};
