import { failureWord } from "../../locales/failureSentence";
import { momentOf } from "../../locales/times";
import type { Translate } from "../../locales/words";
import type { TileView } from "../../player/tileView";

/** What a tile says over a picture that is not live: what is the matter, what comes next, of when the picture is. */
export interface TileWords {
  readonly what: string;
  readonly next: string | null;
  readonly pictureOf: string | null;
}

const duration = (t: Translate, seconds: number): string => {
  if (seconds < 120) return t("tile.seconds", { count: seconds });
  if (seconds < 7200) return t("tile.minutes", { count: Math.floor(seconds / 60) });
  return t("tile.hours", { count: Math.floor(seconds / 3600) });
};

const retryWords = (t: Translate, retryInS: number | null): string | null => {
  if (retryInS === null) return null;
  return retryInS > 0 ? t("tile.retryIn", { retryInS }) : t("tile.retryNow");
};

const whatOf = (t: Translate, { kind, ageS, failure }: TileView): string => {
  switch (kind) {
    case "late":
      return t("tile.late", { ageS });
    case "stalled":
      return t("tile.stalled", { age: duration(t, ageS) });
    case "waitingToRetry":
      return failure === null
        ? t("tile.waitingToRetryUnknown")
        : t("tile.waitingToRetry", { reason: failureWord(t, failure) });
    case "ended":
      return failure === null ? t("tile.ended") : t("tile.endedBecause", { reason: failureWord(t, failure) });
    case "connecting":
    case "loggingIn":
    case "waitingForKeyFrame":
    case "refused":
      return t(`tile.${kind}`);
    case "live":
    case "empty":
      return "";
  }
};

/** Null for a live tile: a live picture carries no words. */
export const tileWords = (t: Translate, view: TileView, nowUtcMs: number): TileWords | null => {
  if (view.kind === "live" || view.kind === "empty") return null;
  return {
    what: whatOf(t, view),
    next: view.kind === "refused" ? t("tile.refusedHint") : retryWords(t, view.retryInS),
    pictureOf:
      view.pictureAtUtcMs === null ? null : t("tile.pictureOf", { moment: momentOf(view.pictureAtUtcMs, nowUtcMs) }),
  };
};
