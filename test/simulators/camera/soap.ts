import { XMLParser } from "fast-xml-parser";

export const namespaces = {
  envelope: "http://www.w3.org/2003/05/soap-envelope",
  device: "http://www.onvif.org/ver10/device/wsdl",
  media: "http://www.onvif.org/ver10/media/wsdl",
  media2: "http://www.onvif.org/ver20/media/wsdl",
  recording: "http://www.onvif.org/ver10/recording/wsdl",
  search: "http://www.onvif.org/ver10/search/wsdl",
  schema: "http://www.onvif.org/ver10/schema",
  error: "http://www.onvif.org/ver10/error",
  network: "http://www.onvif.org/ver10/network/wsdl",
} as const;

/** An element of a request, prefixes taken off: text, or children and `#text`; several of one name make an array. */
export type XmlValue = string | readonly XmlValue[] | { readonly [name: string]: XmlValue };

export interface UsernameToken {
  readonly userName: string;
  readonly password: string;
  /** The Type attribute ends with this: `PasswordDigest` or `PasswordText`. */
  readonly passwordType: string;
  /** Base64. */
  readonly nonce: string;
  readonly created: string;
}

export interface SoapRequest {
  /** Local name of the body's first element. */
  readonly operation: string;
  readonly body: XmlValue;
  readonly usernameToken: UsernameToken | null;
}

export interface SoapFault {
  /** Sender: the request is wrong (HTTP 400). Receiver: it cannot be done here (HTTP 500). */
  readonly side: "Sender" | "Receiver";
  /** Local names of the `ter:` subcodes, outermost first. */
  readonly subcodes: readonly string[];
  readonly reason: string;
}

const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
});

/** The child of an element by path; undefined when it is not there. Of several the first is taken. */
export const childOf = (value: XmlValue | undefined, ...path: readonly string[]): XmlValue | undefined => {
  let at = value;
  for (const name of path) {
    if (Array.isArray(at)) at = at[0] as XmlValue | undefined;
    at = typeof at === "object" && !Array.isArray(at) ? (at as { readonly [name: string]: XmlValue })[name] : undefined;
  }
  return at;
};

/** The text of a child; empty when it is not there. */
export const textOf = (value: XmlValue | undefined, ...path: readonly string[]): string => {
  const found = childOf(value, ...path);
  if (typeof found === "string") return found;
  const inner = childOf(found, "#text");
  return typeof inner === "string" ? inner : "";
};

/** Reads XML without a document type; null when it cannot be read. Lenient with what is left open, as cameras are. */
export const parseXml = (text: string): XmlValue | null => {
  if (text.includes("<!DOCTYPE")) return null;
  try {
    return parser.parse(text) as XmlValue;
  } catch {
    return null;
  }
};

/** A SOAP request; null when the text is no envelope with an operation in its body. */
export const parseSoap = (text: string): SoapRequest | null => {
  const envelope = childOf(parseXml(text) ?? undefined, "Envelope");
  const body = childOf(envelope, "Body");
  const operation = typeof body === "object" ? Object.keys(body).find((name) => !/^[@#]/.test(name)) : undefined;
  if (body === undefined || operation === undefined) return null;
  const token = childOf(envelope, "Header", "Security", "UsernameToken");
  return {
    operation,
    body: childOf(body, operation) ?? "",
    usernameToken:
      token === undefined
        ? null
        : {
            userName: textOf(token, "Username"),
            password: textOf(token, "Password"),
            passwordType: textOf(token, "Password", "@Type").split("#").at(-1) ?? "",
            nonce: textOf(token, "Nonce"),
            created: textOf(token, "Created"),
          },
  };
};

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Text as it stands in element content or an attribute. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** An answer around the content of its body. */
export const envelope = (body: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="${namespaces.envelope}"` +
  ` xmlns:tds="${namespaces.device}" xmlns:trt="${namespaces.media}" xmlns:tr2="${namespaces.media2}"` +
  ` xmlns:trc="${namespaces.recording}" xmlns:tse="${namespaces.search}"` +
  ` xmlns:tt="${namespaces.schema}" xmlns:ter="${namespaces.error}"><env:Body>${body}</env:Body></env:Envelope>`;

export const faultBody = (fault: SoapFault): string => {
  const nested = fault.subcodes.reduceRight(
    (inner, code) => `<env:Subcode><env:Value>ter:${code}</env:Value>${inner}</env:Subcode>`,
    "",
  );
  return (
    `<env:Fault><env:Code><env:Value>env:${fault.side}</env:Value>${nested}</env:Code>` +
    `<env:Reason><env:Text xml:lang="en">${escapeXml(fault.reason)}</env:Text></env:Reason></env:Fault>`
  );
};
