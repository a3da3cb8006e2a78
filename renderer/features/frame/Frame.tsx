import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { useAppSelector } from "../../store";
import { DevicesPage } from "../devices/DevicesPage";
import { WallPage } from "../wall/WallPage";
import "./frame.css";
import { selectPage, selectStation } from "./frameSlice";
import { TopBar } from "./TopBar";

/** The desk once the station was there: top bar, the open page, and what is wrong with the station if anything is. */
export const Frame = () => {
  const { t } = useTranslation();
  const page = useAppSelector(selectPage);
  const { state } = useAppSelector(selectStation);
  return (
    <div className="frame">
      <TopBar />
      <div className="frame-page">
        {page === "wall" ? <WallPage /> : <DevicesPage />}
        {state !== "ready" && (
          <div className="frame-banner">
            <Alert banner showIcon type="warning" role="alert" title={t("frame.lostBanner")} />
          </div>
        )}
      </div>
    </div>
  );
};
