import type { OnvifFacts } from "./onvifFacts";
import type { SoapFault, XmlValue } from "./soap";

/** The content of the answer's body, or a fault. */
export type OnvifAnswer = string | SoapFault;

/** Operation → its answer. */
export type AnswerTable = Readonly<Record<string, (facts: OnvifFacts, body: XmlValue) => OnvifAnswer>>;

export const refuse = (side: SoapFault["side"], subcodes: readonly string[], reason: string): SoapFault => ({
  side,
  subcodes,
  reason,
});
