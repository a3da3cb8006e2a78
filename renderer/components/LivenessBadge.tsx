import { useTranslation } from "react-i18next";
import type { LivenessKind } from "../player/liveness";
import "./livenessBadge.css";

/** Each kind by shape as well as by word and colour, 10 × 10. */
const shapes: Record<LivenessKind, string> = {
  live: "M5 0.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z",
  connecting: "M5 0.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM5 2.4a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2z",
  loggingIn: "M5 0.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM5 2.4a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2z",
  waitingForKeyFrame: "M5 0.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM5 2.4a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2z",
  late: "M5 0.6L9.8 9.4H0.2z",
  frozen: "M4.2 0.3H5.8V9.7H4.2zM0.6 3L1.4 1.6L9.4 7L8.6 8.4zM8.6 1.6L9.4 3L1.4 8.4L0.6 7z",
  keyFrames: "M3.2 5a1.8 1.8 0 1 0-3.2 0a1.8 1.8 0 1 0 3.2 0zM3 4.3H10V8H8.4V5.7H7.4V7.4H5.8V5.7H3z",
  snapshot: "M0.5 2H3L4 0.8H6L7 2H9.5V9H0.5zM5 3.2a2.2 2.2 0 1 0 0 4.4a2.2 2.2 0 1 0 0-4.4z",
  stalled: "M1 0.5H4V9.5H1zM6 0.5H9V9.5H6z",
  waitingToRetry: "M2 0.6L5 3.6L8 0.6L9.4 2L6.4 5L9.4 8L8 9.4L5 6.4L2 9.4L0.6 8L3.6 5L0.6 2z",
  refused: "M2 4.2V3A3 3 0 0 1 8 3V4.2H9V9.5H1V4.2zM3.5 4.2H6.5V3A1.5 1.5 0 0 0 3.5 3z",
  ended: "M0.5 0.5H9.5V9.5H0.5z",
  empty: "M0.5 4H9.5V6H0.5z",
};

interface LivenessBadgeProps {
  readonly kind: LivenessKind;
  /** For `late`; left out where it would change every second. */
  readonly ageS?: number;
  /** Another word than the kind's own, for a camera that is not on the wall. */
  readonly word?: string;
}

/** How fresh a picture is: shape, colour and word. */
export const LivenessBadge = ({ kind, ageS, word }: LivenessBadgeProps) => {
  const { t } = useTranslation();
  return (
    <span className="liveness-badge" data-kind={kind}>
      <svg viewBox="0 0 10 10" aria-hidden="true">
        <path d={shapes[kind]} fillRule="evenodd" />
      </svg>
      <span className="liveness-word">
        {word ?? (kind === "late" && ageS !== undefined ? t("liveness.lateBy", { ageS }) : t(`liveness.${kind}`))}
      </span>
    </span>
  );
};
