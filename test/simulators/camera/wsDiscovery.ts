import { randomUUID } from "node:crypto";
import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { isIPv4 } from "node:net";
import { childOf, escapeXml, namespaces, parseXml, textOf } from "./soap";

const group = "239.255.255.250";
const port = 3702;
const addressing = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
const discovery = "http://schemas.xmlsoap.org/ws/2005/04/discovery";
const anonymous = `${addressing}/role/anonymous`;
const largestProbeBytes = 16_384;

export interface QualifiedName {
  readonly namespace: string;
  readonly name: string;
}

/** A WS-Discovery Probe (2005/04 §5.2). */
export interface Probe {
  readonly messageId: string;
  readonly types: readonly QualifiedName[];
  readonly scopes: readonly string[];
}

/** A camera as it is announced. */
export interface Announcement {
  readonly endpoint: string;
  readonly serviceUrl: string;
  readonly scopes: readonly string[];
}

export interface Discovery {
  stop(): Promise<void>;
}

const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== "");

/** Reads a Probe; null for everything else: other messages of WS-Discovery, other protocols, noise. */
export const readProbe = (text: string): Probe | null => {
  const envelope = childOf(parseXml(text) ?? undefined, "Envelope");
  const probe = childOf(envelope, "Body", "Probe");
  if (probe === undefined || textOf(envelope, "Header", "Action") !== `${discovery}/Probe`) return null;
  const prefixes = new Map<string, string>();
  for (const match of text.matchAll(/\sxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']/g)) {
    prefixes.set(match[1] ?? "", match[2] ?? "");
  }
  return {
    messageId: textOf(envelope, "Header", "MessageID"),
    types: words(textOf(probe, "Types")).map((type) => {
      const [name = "", prefix = ""] = type.split(":").reverse();
      return { namespace: prefixes.get(prefix) ?? "", name };
    }),
    scopes: words(textOf(probe, "Scopes")),
  };
};

const isOurType = (type: QualifiedName): boolean =>
  (type.namespace === namespaces.network && type.name === "NetworkVideoTransmitter") ||
  (type.namespace === namespaces.device && type.name === "Device");

/** Every type asked for must be ours, every scope the beginning of one of ours. */
export const matches = (probe: Probe, camera: Announcement): boolean =>
  probe.types.every(isOurType) &&
  probe.scopes.every((asked) => camera.scopes.some((scope) => scope === asked || scope.startsWith(`${asked}/`)));

/** The answer to a Probe for one camera. */
export const probeMatch = (camera: Announcement, relatesTo: string, messageNumber: number): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<env:Envelope xmlns:env="${namespaces.envelope}" xmlns:a="${addressing}"` +
  ` xmlns:d="${discovery}" xmlns:dn="${namespaces.network}" xmlns:tds="${namespaces.device}"><env:Header>` +
  `<a:MessageID>urn:uuid:${randomUUID()}</a:MessageID><a:RelatesTo>${escapeXml(relatesTo)}</a:RelatesTo>` +
  `<a:To>${anonymous}</a:To><a:Action>${discovery}/ProbeMatches</a:Action>` +
  `<d:AppSequence InstanceId="1" MessageNumber="${messageNumber}"/></env:Header><env:Body><d:ProbeMatches>` +
  `<d:ProbeMatch><a:EndpointReference><a:Address>${escapeXml(camera.endpoint)}</a:Address></a:EndpointReference>` +
  "<d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types>" +
  `<d:Scopes>${escapeXml(camera.scopes.join(" "))}</d:Scopes><d:XAddrs>${escapeXml(camera.serviceUrl)}</d:XAddrs>` +
  "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></env:Body></env:Envelope>";

const bind = (address: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket({ type: "udp4", reuseAddr: true });
    socket.once("error", reject);
    socket.bind({ address, port }, () => {
      socket.off("error", reject);
      socket.on("error", () => undefined); // a refused answer comes back as an error: nobody to tell
      resolve(socket);
    });
  });

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.close(() => {
      resolve();
    });
  });

/**
 * Answers Probes for all cameras: multicast that arrives on the interface of `address`, and unicast to it. Linux lets a
 * socket be bound to the group itself, so that nothing from other interfaces comes in; elsewhere the group is heard on
 * any address. On loopback a client must choose 127.0.0.1 as its multicast interface.
 * @param announced those that are switched on at the moment
 * @throws when the port cannot be had
 */
export const startDiscovery = async (address: string, announced: () => readonly Announcement[]): Promise<Discovery> => {
  if (!isIPv4(address)) throw new Error("discovery needs an IPv4 address");
  const unicast = await bind(address);
  const onLoopback = address.startsWith("127.");
  let messageNumber = 0;

  const answer = (bytes: Buffer, from: RemoteInfo): void => {
    if (bytes.length > largestProbeBytes || (onLoopback && !from.address.startsWith("127."))) return;
    const probe = readProbe(bytes.toString("utf8"));
    if (probe === null) return;
    for (const camera of announced()) {
      if (!matches(probe, camera)) continue;
      messageNumber += 1;
      unicast.send(probeMatch(camera, probe.messageId, messageNumber), from.port, from.address);
    }
  };
  try {
    const multicast = await bind(process.platform === "linux" ? group : "0.0.0.0");
    multicast.addMembership(group, address);
    unicast.on("message", answer);
    multicast.on("message", answer);
    return {
      stop: async () => {
        await Promise.all([closed(unicast), closed(multicast)]);
      },
    };
  } catch (error) {
    await closed(unicast);
    throw error;
  }
};
