import { failureAdvice, failureWord } from "../../locales/failureSentence";
import { momentOf } from "../../locales/times";
import type { Translate } from "../../locales/words";
import type { Rung } from "../../player/ladder";
import { isLowered, type TileView } from "../../player/tileView";

/** What a tile says over a picture that is not live. A small tile shows only `what` and `pictureOf`. */
export interface TileWords {
  /** What is the matter. */
  readonly what: string;
  /** What comes next by itself. */
  readonly next: string | null;
  /** Why it is so and what a person can do. */
  readonly advice: string | null;
  /** Of when the picture is. */
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
    case "frozen":
      return t("tile.frozen", { age: duration(t, ageS) });
    case "stalled":
      return t("tile.stalled", { age: duration(t, ageS) });
    case "waitingToRetry":
      return failure === null
        ? t("tile.waitingToRetryUnknown")
        : t("tile.waitingToRetry", { reason: failureWord(t, failure) });
    case "ended":
      return failure === null ? t("tile.ended") : t("tile.endedBecause", { reason: failureWord(t, failure) });
    case "refused":
      return failure === null ? t("tile.refused") : failureWord(t, failure);
    case "keyFrames":
    case "snapshot":
    case "connecting":
    case "loggingIn":
    case "waitingForKeyFrame":
      return t(`tile.${kind}`);
    case "live":
    case "empty":
      return "";
  }
};

/** Where the failure's own sentence would say less than this place can. */
const adviceOf = (t: Translate, { kind, failure }: TileView): string | null => {
  if (kind === "frozen") return t("tile.frozenHint");
  if (kind === "snapshot") return t("tile.snapshotHint");
  if (kind === "refused") {
    const aboutPassword = failure === null || failure.kind.startsWith("credentials");
    return aboutPassword ? t("tile.refusedHint") : failureAdvice(t, failure);
  }
  if (failure === null || (kind !== "waitingToRetry" && kind !== "ended" && kind !== "stalled")) return null;
  return failureAdvice(t, failure);
};

const pictureOf = (t: Translate, view: TileView, nowUtcMs: number): string | null => {
  if (view.pictureAtUtcMs === null) return null;
  const moment = momentOf(view.pictureAtUtcMs, nowUtcMs);
  return isLowered(view.kind) ? t("tile.pictureTaken", { moment }) : t("tile.pictureOf", { moment });
};

/** Null for a live tile: a live picture carries no words. */
export const tileWords = (t: Translate, view: TileView, nowUtcMs: number): TileWords | null => {
  if (view.kind === "live" || view.kind === "empty") return null;
  return {
    what: whatOf(t, view),
    next: retryWords(t, view.retryInS),
    advice: adviceOf(t, view),
    pictureOf: pictureOf(t, view, nowUtcMs),
  };
};

/** What the badge says in place of its kind's own word: why a person is waited for. */
export const badgeWord = (t: Translate, { kind, failure }: TileView): string | undefined =>
  (kind === "refused" || kind === "waitingToRetry") && failure !== null ? failureWord(t, failure) : undefined;

/** Why less is shown than the tile asks for; null when nothing is lacking, or the tile's words say it. */
export const tileRemark = (t: Translate, view: TileView, rung: Rung): string | null => {
  if (isLowered(view.kind)) return null;
  if (rung !== "full") return t(`tile.lowered.${rung}`);
  const { otherQuality } = view;
  return otherQuality === null ? null : t("tile.otherQuality", { reason: failureWord(t, otherQuality) });
};
