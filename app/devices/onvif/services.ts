import { onReachedHost, webProtocols } from "./reachedHost";
import { namespaces } from "./soap";
import { childrenOf, elementAt, textAt, type XmlElement } from "./xml";

/** Services besides the device's own that this client speaks to. */
const serviceNames = ["media", "media2", "recording", "search"] as const;

/** Where the services of a device are, on the host it was reached by. */
export type Services = { readonly [name in (typeof serviceNames)[number]]?: URL };

/** Those of a `GetServicesResponse`. */
export const servicesFrom = (response: XmlElement, reached: URL): Services => {
  const services = childrenOf(response, namespaces.device, "Service");
  return located(reached, (name) => {
    const found = services.find((one) => textAt(one, namespaces.device, "Namespace") === namespaces[name]);
    return found === undefined ? "" : textAt(found, namespaces.device, "XAddr");
  });
};

/** Where `GetCapabilities` has them, which came before GetServices; Media2 is younger and never stands in it. */
const capabilityPaths = {
  media: ["Media"],
  media2: [],
  recording: ["Extension", "Recording"],
  search: ["Extension", "Search"],
} as const;

/** Those of a `GetCapabilitiesResponse`. */
export const capabilitiesFrom = (response: XmlElement, reached: URL): Services => {
  const capabilities = elementAt(response, namespaces.device, "Capabilities");
  return located(reached, (name) => {
    const path = capabilityPaths[name];
    if (capabilities === undefined || path.length === 0) return "";
    return textAt(capabilities, namespaces.schema, ...path, "XAddr");
  });
};

const located = (reached: URL, addressOf: (name: (typeof serviceNames)[number]) => string): Services =>
  Object.fromEntries(
    serviceNames.flatMap((name) => {
      const url = onReachedHost(addressOf(name), reached, webProtocols);
      return url === null ? [] : [[name, url]];
    }),
  );
