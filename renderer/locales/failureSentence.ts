import type { Failure } from "../../app/domain/failure";
import type { Translate } from "./words";

/** What happened and what to do, in the operator's language, with the part it is about where the failure names one. */
export const failureSentence = (t: Translate, { kind, part }: Pick<Failure, "kind" | "part">): string => {
  const sentence = t(`failure.${kind}`);
  return part === undefined || part === "" ? sentence : t("failurePart", { sentence, part });
};

/** The same without the part, which is an administrator's to know, not an officer's. */
export const failureAdvice = (t: Translate, { kind }: Pick<Failure, "kind">): string => t(`failure.${kind}`);

/** The same in two or three words, for a tile. */
export const failureWord = (t: Translate, { kind }: Pick<Failure, "kind">): string => t(`failureShort.${kind}`);
