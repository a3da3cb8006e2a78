import { refusal, success, type Result } from "../../domain/result";
import { hostAndPort } from "./address";
import { webProtocols } from "./reachedHost";
import { readScopes, type Scopes } from "./scopes";
import { childrenOf, elementAt, parseXml, textAt, type XmlElement } from "./xml";

/** WS-Discovery (April 2005) messages as ONVIF uses them, on WS-Addressing of August 2004. */

const soap = "http://www.w3.org/2003/05/soap-envelope";
const addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
const discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";

/** What is asked for: cameras by the old name, and what newer cameras and recorders answer to. */
export const probeTypes = [
  { prefix: "dn", namespace: "http://www.onvif.org/ver10/network/wsdl", name: "NetworkVideoTransmitter" },
  { prefix: "tds", namespace: "http://www.onvif.org/ver10/device/wsdl", name: "Device" },
] as const;

/** A Probe. `messageId` is `urn:uuid:…`; a repetition of the same Probe carries the same one (SOAP-over-UDP §4.1). */
export const probeMessage = (messageId: string, type: (typeof probeTypes)[number]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><e:Envelope xmlns:e="${soap}" xmlns:w="${addressing}" xmlns:d="${discovery}"` +
  ` xmlns:${type.prefix}="${type.namespace}"><e:Header><w:MessageID>${messageId}</w:MessageID>` +
  `<w:To e:mustUnderstand="true">urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To>` +
  `<w:Action e:mustUnderstand="true">${discovery}/Probe</w:Action></e:Header>` +
  `<e:Body><d:Probe><d:Types>${type.prefix}:${type.name}</d:Types></d:Probe></e:Body></e:Envelope>`;

/** One device that answered. */
export interface ProbeMatch extends Scopes {
  /** Endpoint reference, normally `urn:uuid:…`. */
  readonly endpoint: string;
  readonly serviceUrl: string;
  readonly host: string;
  readonly port: number;
}

/**
 * The devices in a ProbeMatches message; one message may hold several. `sender` is the address the packet came from.
 * What answers another Probe (RelatesTo) or names no usable URL is refused or left out.
 */
export const readProbeMatches = (
  packet: Uint8Array,
  messageIds: readonly string[],
  sender: string,
): Result<ProbeMatch[]> => {
  const root = parseXml(packet);
  if (!root.ok) return root;
  if (root.value.namespace !== soap || root.value.name !== "Envelope") return refusal("notOnvif", "not SOAP", "soap");
  const header = elementAt(root.value, soap, "Header");
  if (header === undefined || !messageIds.includes(textAt(header, addressing, "RelatesTo"))) {
    return refusal("malformedAnswer", "answers no Probe of ours", "soap.Header.RelatesTo");
  }
  const body = elementAt(root.value, soap, "Body");
  const matches = body && elementAt(body, discovery, "ProbeMatches");
  if (matches === undefined) return refusal("malformedAnswer", "no ProbeMatches", "soap.Body");
  return success(childrenOf(matches, discovery, "ProbeMatch").flatMap((match) => readMatch(match, sender) ?? []));
};

/** Longest endpoint or URL that is kept. */
const maxTextLength = 300;

const readMatch = (match: XmlElement, sender: string): ProbeMatch | null => {
  const reference = elementAt(match, addressing, "EndpointReference");
  const endpoint = reference === undefined ? "" : textAt(reference, addressing, "Address");
  const url = chooseAddress(words(textAt(match, discovery, "XAddrs")), sender);
  if (url === null || endpoint === "" || endpoint.length > maxTextLength) return null;
  const scopes = readScopes(words(textAt(match, discovery, "Scopes")));
  return { endpoint, serviceUrl: url.href, ...hostAndPort(url), ...scopes };
};

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/**
 * The URL most likely to be reached of those a device names: the address its answer came from before any other, IPv4
 * before IPv6, http before https (whose certificate nobody has signed).
 */
export const chooseAddress = (addresses: readonly string[], sender: string): URL | null => {
  const rank = (url: URL): number =>
    (hostAndPort(url).host === sender ? 0 : 4) +
    (url.hostname.startsWith("[") ? 2 : 0) +
    (url.protocol === "https:" ? 1 : 0);
  const usable = addresses
    .filter((address) => address.length <= maxTextLength && URL.canParse(address))
    .map((address) => new URL(address))
    .filter((url) => webProtocols.includes(url.protocol) && url.username === "" && url.password === "");
  return usable.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
};
