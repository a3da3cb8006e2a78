import { useTranslation } from "react-i18next";
import { useListHealthQuery } from "../../contractApi";
import { countHealth, onlinePercent } from "./healthFigures";

/** How many devices are online, for the head of the page. */
export const HealthCount = () => {
  const { t } = useTranslation();
  const { data } = useListHealthQuery({});
  if (data === undefined) return null;
  const counts = countHealth(Object.values(data));
  const percent = onlinePercent(counts);
  return (
    <span className="health-count" role="status">
      {percent === null ? (
        t("health.checking")
      ) : (
        <>
          <strong>{t("health.rate", { percent })}</strong>
          <span>{t("health.onlineCount", { count: counts.online })}</span>
          <span className={counts.offline > 0 ? "health-why" : ""}>
            {t("health.offlineCount", { count: counts.offline })}
          </span>
          {counts.loginFailures > 0 && (
            <span className="health-why">{t("health.loginCount", { count: counts.loginFailures })}</span>
          )}
          {counts.recordingTroubles > 0 && (
            <span className="health-why">{t("health.recordingCountWrong", { count: counts.recordingTroubles })}</span>
          )}
          {counts.unknown > 0 && <span>{t("health.unknownCount", { count: counts.unknown })}</span>}
        </>
      )}
    </span>
  );
};
