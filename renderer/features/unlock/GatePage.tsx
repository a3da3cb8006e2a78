import { Spin } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import "./gate.css";

/** What stands before the desk: one card in the middle of a dark screen. */
export const GatePage = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation();
  return (
    <main className="gate">
      <section className="gate-card">
        <p className="gate-product">
          {t("product.name")} <span>{t("product.purpose")}</span>
        </p>
        {children}
      </section>
    </main>
  );
};

export const StartingPage = () => {
  const { t } = useTranslation();
  return (
    <GatePage>
      <p className="gate-wait" role="status">
        <Spin /> {t("unlock.starting")}
      </p>
    </GatePage>
  );
};
