import { failureAdvice, failureWord } from "../../locales/failureSentence";
import type { Translate } from "../../locales/words";
import type { SoundState } from "../../player/sound/soundSession";

/** What a tile says of its sound, and what can be done about it. */
export interface SoundWords {
  readonly what: string;
  readonly advice: string | null;
}

/**
 * Null while it is not known whether there is any.
 * @param state null: not asked for
 * @param audioEncoding null: the camera sends none; undefined: not known
 */
export const soundWords = (
  t: Translate,
  state: SoundState | null,
  audioEncoding: string | null | undefined,
): SoundWords | null => {
  switch (state?.kind) {
    case undefined:
      if (audioEncoding === undefined) return null;
      return audioEncoding === null
        ? { what: t("sound.none"), advice: t("sound.noneHint") }
        : { what: t("sound.off"), advice: null };
    case "connecting":
      return { what: t("sound.connecting"), advice: null };
    case "sounding":
      return { what: t("sound.sounding"), advice: t("sound.soundingHint") };
    case "interrupted":
      return {
        what: t("sound.interrupted"),
        advice: state.failure === null ? null : failureAdvice(t, state.failure),
      };
    case "unavailable":
      switch (state.failure.kind) {
        case "noAudio":
          return { what: t("sound.none"), advice: t("sound.noneHint") };
        case "sessionLimit":
          return { what: t("sound.noSession"), advice: t("sound.noSessionHint") };
        case "unsupported":
          return { what: t("sound.unsupported"), advice: t("sound.unsupportedHint") };
        default:
          return {
            what: t("sound.unavailable", { reason: failureWord(t, state.failure) }),
            advice: failureAdvice(t, state.failure),
          };
      }
  }
};
