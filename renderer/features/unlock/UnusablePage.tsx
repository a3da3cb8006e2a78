import { useTranslation } from "react-i18next";
import { failureKinds, type FailureKind } from "../../../app/domain/failure";
import { failureSentence } from "../../locales/failureSentence";
import { GatePage } from "./GatePage";

interface UnusablePageProps {
  /** A failure kind; one that this version does not know is shown as `internal`. */
  readonly kind: string;
  readonly detail: string;
}

const kindOf = (kind: string): FailureKind => failureKinds.find((known) => known === kind) ?? "internal";

/** The database cannot be used: why, that nothing was changed, and what to tell support. */
export const UnusablePage = ({ kind, detail }: UnusablePageProps) => {
  const { t } = useTranslation();
  return (
    <GatePage>
      <div role="alert">
        <h1>{t("unlock.unusableTitle")}</h1>
        <p className="gate-strong">{failureSentence(t, { kind: kindOf(kind) })}</p>
        <p>{t("unlock.unusableKept")}</p>
      </div>
      {detail !== "" && <p className="gate-detail">{t("unlock.unusableDetail", { detail })}</p>}
    </GatePage>
  );
};
