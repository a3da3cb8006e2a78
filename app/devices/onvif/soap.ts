import { refusal, success, type Result } from "../../domain/result";
import { childrenOf, elementAt, type XmlElement } from "./xml";

/** Namespaces of the services this client speaks to, and of the schema their answers share. */
export const namespaces = {
  device: "http://www.onvif.org/ver10/device/wsdl",
  media: "http://www.onvif.org/ver10/media/wsdl",
  media2: "http://www.onvif.org/ver20/media/wsdl",
  recording: "http://www.onvif.org/ver10/recording/wsdl",
  search: "http://www.onvif.org/ver10/search/wsdl",
  schema: "http://www.onvif.org/ver10/schema",
} as const;

export type ServiceName = "device" | "media" | "media2" | "recording" | "search";

const soap12 = "http://www.w3.org/2003/05/soap-envelope";
/** Some old devices answer faults in SOAP 1.1. */
const soap11 = "http://schemas.xmlsoap.org/soap/envelope/";

/** Text made safe to stand in an element or an attribute; characters XML cannot carry become U+FFFD. */
export const escapeXml = (text: string): string =>
  text
    // eslint-disable-next-line no-control-regex -- exactly the characters XML 1.0 §2.2 leaves out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");

/** A SOAP 1.2 envelope around a body, both already XML; `body`'s service has the prefix `s`, the schema `tt`. */
export const envelope = (service: ServiceName, body: string, header = ""): string =>
  `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="${soap12}" xmlns:s="${namespaces[service]}"` +
  ` xmlns:tt="${namespaces.schema}">${header === "" ? "" : `<e:Header>${header}</e:Header>`}` +
  `<e:Body>${body}</e:Body></e:Envelope>`;

/** `Content-Type` of a request: SOAP 1.2 names the action there (RFC 3902). */
export const soapContentType = (service: ServiceName, operation: string): string =>
  `application/soap+xml; charset=utf-8; action="${namespaces[service]}/${operation}"`;

export interface SoapFault {
  /** Local names of code and sub-codes, outermost first: `Sender`, `NotAuthorized`. */
  readonly codes: readonly string[];
  readonly reason: string;
}

/** What an envelope says: the fault, or its body's first element. */
export type SoapBody = { readonly fault: SoapFault } | { readonly fault: null; readonly content: XmlElement };

/** Reads an envelope of SOAP 1.2 or 1.1. A document that is none: `notOnvif`. */
export const readEnvelope = (root: XmlElement): Result<SoapBody> => {
  const soap = [soap12, soap11].find((namespace) => root.namespace === namespace);
  if (soap === undefined || root.name !== "Envelope") return refusal("notOnvif", "answers, but not in SOAP", "soap");
  const content = elementAt(root, soap, "Body")?.children[0];
  if (content === undefined) return refusal("malformedAnswer", "the SOAP body is empty", "soap.Body");
  if (content.namespace !== soap || content.name !== "Fault") return success({ fault: null, content });
  return success({ fault: soap === soap12 ? readFault(content) : readOldFault(content) });
};

const readFault = (fault: XmlElement): SoapFault => {
  const codes: string[] = [];
  let at = elementAt(fault, soap12, "Code");
  while (at !== undefined) {
    const value = elementAt(at, soap12, "Value");
    if (value !== undefined) codes.push(localName(value.text));
    at = elementAt(at, soap12, "Subcode");
  }
  const reasons = childrenOf(fault, soap12, "Reason").flatMap((reason) => childrenOf(reason, soap12, "Text"));
  return { codes, reason: cut(reasons[0]?.text ?? "") };
};

const readOldFault = (fault: XmlElement): SoapFault => ({
  codes: fault.children.filter(({ name }) => name === "faultcode").map(({ text }) => localName(text)),
  reason: cut(fault.children.find(({ name }) => name === "faultstring")?.text ?? ""),
});

/** Whether a fault says that name and password are missing or wrong, in any of the spellings met in the field. */
export const isNotAuthorized = (fault: SoapFault): boolean =>
  fault.codes.some((code) => ["NotAuthorized", "FailedAuthentication", "SenderNotAuthorized"].includes(code)) ||
  /not authori[sz]ed/i.test(fault.reason);

/**
 * Refusals of a login that have another cause than the password, and another remedy. No standard names them all: code
 * and reason of the fault are looked at together.
 */
export const otherCauseOf = ({ codes, reason }: SoapFault): "lockedOut" | "clockSkew" | "sessionLimit" | null => {
  const said = `${codes.join(" ")} ${reason}`;
  if (/\block(?:ed|out)?\b|account.?lock|user.?lock/i.test(said)) return "lockedOut";
  // WS-Security 1.0 §10 names MessageExpired; the reasons are those of devices that check `Created` themselves.
  if (/MessageExpired|time.?stamp|message (?:has )?expired|clock|time (?:check|difference|skew)/i.test(said)) {
    return "clockSkew";
  }
  if (/MaxUsers|(?:too many|maximum)\b.{0,20}(?:users|sessions|connections|clients)/i.test(said)) return "sessionLimit";
  return null;
};

/** A fault in one line: `Sender/ActionNotSupported: optional action not implemented`. */
export const describeFault = (fault: SoapFault): string =>
  [fault.codes.join("/"), fault.reason].filter((part) => part !== "").join(": ") || "a fault without code";

/** The name without its prefix, for prefixes differ from device to device. */
const localName = (qualified: string): string => cut(qualified.slice(qualified.lastIndexOf(":") + 1), 60);

const cut = (text: string, length = 200): string => text.replace(/[\p{Cc}\s]+/gu, " ").slice(0, length);
