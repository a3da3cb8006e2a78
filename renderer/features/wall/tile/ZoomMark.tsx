import { useTranslation } from "react-i18next";
import { seenPart, type Zoom } from "./zoom";
import "./zoomMark.css";

interface ZoomMarkProps {
  readonly zoom: Zoom;
  readonly onReset: () => void;
}

const percent = (share: number): string => `${String(share * 100)}%`;

/** Says how near the picture is and which part of it is seen, so that nobody takes a part for the whole. */
export const ZoomMark = ({ zoom, onReset }: ZoomMarkProps) => {
  const { t } = useTranslation();
  const factor = zoom.factor.toFixed(1);
  const { left, top, width, height } = seenPart(zoom);
  return (
    <button
      type="button"
      className="zoom-mark"
      tabIndex={-1}
      aria-label={t("tile.tools.zoomed", { factor })}
      title={t("tile.tools.zoomedHint", { factor })}
      onClick={onReset}
      onDoubleClick={(event) => {
        event.stopPropagation();
      }}
    >
      <span className="zoom-map" aria-hidden="true">
        <span style={{ left: percent(left), top: percent(top), width: percent(width), height: percent(height) }} />
      </span>
      {t("tile.tools.times", { factor })}
    </button>
  );
};
