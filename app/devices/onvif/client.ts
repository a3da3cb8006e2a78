import type { Clock } from "../../base/clock";
import type { RecordingHealth } from "../../contract/health";
import type { Credential } from "../../contract/media";
import { refusal, success, type Result } from "../../domain/result";
import { clockOffset, readDeviceTime } from "./deviceClock";
import { createExchange, type Operation } from "./exchange";
import { onvifLimits, type OnvifLimits } from "./limits";
import { readProfiles, type Profile } from "./profiles";
import { onReachedHost, streamProtocols, webProtocols } from "./reachedHost";
import { readRecordingHealth } from "./recordingHealth";
import { printable, readScopes, type Scopes } from "./scopes";
import { capabilitiesFrom, servicesFrom, type Services } from "./services";
import { escapeXml, namespaces } from "./soap";
import { openTransport } from "./transport";
import { childrenOf, elementAt, textAt, type XmlElement } from "./xml";

export type { Services } from "./services";

export interface DeviceInformation {
  readonly manufacturer: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly serialNumber: string;
}

/**
 * One device, asked one thing at a time. Every failure's `part` begins with the operation's name. After one clear
 * refusal of name and password everything answers `credentialsRefused` without another word to the device.
 */
export interface OnvifClient {
  /** Device clock minus workstation clock, ms; null when the device does not tell its time. Sent without credentials. */
  measureClock(): Promise<Result<number | null>>;
  services(): Promise<Result<Services>>;
  deviceInformation(): Promise<Result<DeviceInformation>>;
  scopes(): Promise<Result<Scopes>>;
  /** Of Media2 where it is (H.265 is only told there), else of Media. */
  profiles(services: Services): Promise<Result<Profile[]>>;
  /**
   * rtsp(s) URL without user information, for RTP over the RTSP connection. `secure`: rtsps only; `noSecureStreams` of a
   * device that has none (Media2 `RtspsUnicast`).
   */
  streamUrl(services: Services, profile: Profile, security: StreamSecurity): Promise<Result<string>>;
  /** http(s) URL without user information. */
  snapshotUrl(services: Services, profile: Profile): Promise<Result<string>>;
  /** What a recorder tells of its recordings; `unsupported` for a device that has no service for it. */
  recordingHealth(): Promise<Result<RecordingHealth>>;
  /** Asks for a key frame of this profile's streams now. */
  setSynchronizationPoint(services: Services, profileToken: string): Promise<Result<Record<string, never>>>;
  /** SHA-256 of the certificate the device shows, lower-case hexadecimal; null where it is not asked over TLS. */
  certificateSha256(): string | null;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

/** Whether streams are asked for over TLS. */
export type StreamSecurity = "plain" | "secure";

export interface OnvifClientOptions {
  readonly serviceUrl: string;
  readonly credential: Credential | null;
  /** The one certificate accepted; null: whichever it shows. */
  readonly certificateSha256?: string | null;
  readonly clock: Clock;
  readonly limits?: OnvifLimits;
}

/** Longest URL that is stored (contract `mediaSource.url`); ONVIF allows 128 octets. */
const maxUrlLength = 2048;

export const openOnvifClient = ({
  serviceUrl,
  credential,
  certificateSha256 = null,
  clock,
  limits,
}: OnvifClientOptions): OnvifClient => {
  const device = new URL(serviceUrl);
  const transport = openTransport(limits ?? onvifLimits, certificateSha256);
  let offsetMs = 0;
  const exchange = createExchange(transport, credential, () => clock.nowUtcMs() + offsetMs);
  const askDevice = (name: string, rest: Partial<Operation> = {}) =>
    exchange({ service: "device", url: device, name, ...rest });

  const askMedia = (services: Services, service: Profile["service"], name: string, input = "") => {
    const url = services[service];
    if (url !== undefined) return exchange({ service, url, name, input });
    return Promise.resolve(refusal("unsupported", `the device has no ${service} service`, name));
  };

  const profilesOf = async (services: Services, service: Profile["service"]): Promise<Result<Profile[]>> => {
    const input = service === "media2" ? "<s:Type>All</s:Type>" : "";
    const response = await askMedia(services, service, "GetProfiles", input);
    return response.ok ? success(readProfiles(response.value, service)) : response;
  };

  /** The URI in an answer: Media wraps it, Media2 does not. */
  const readUri = (
    response: XmlElement,
    profile: Profile,
    name: string,
    protocols: readonly string[],
  ): Result<string> => {
    const wrapper = elementAt(response, namespaces.media, "MediaUri");
    const uri =
      profile.service === "media2"
        ? textAt(response, namespaces.media2, "Uri")
        : wrapper && textAt(wrapper, namespaces.schema, "Uri");
    const url = onReachedHost(uri ?? "", device, protocols);
    if (url === null || url.href.length > maxUrlLength)
      return refusal("malformedAnswer", "no usable URL", `${name}.Uri`);
    return success(url.href);
  };

  const secureStreamUrl = async (services: Services, profile: Profile): Promise<Result<string>> => {
    const none = refusal("noSecureStreams", `profile ${profile.token}`, "GetStreamUri");
    if (profile.service !== "media2") return none;
    const input = `<s:Protocol>RtspsUnicast</s:Protocol><s:ProfileToken>${escapeXml(profile.token)}</s:ProfileToken>`;
    const response = await askMedia(services, profile.service, "GetStreamUri", input);
    if (!response.ok) return response.error.kind === "deviceFault" ? none : response;
    const url = readUri(response.value, profile, "GetStreamUri", streamProtocols);
    return url.ok && !url.value.startsWith("rtsps:") ? none : url;
  };

  const services = async (): Promise<Result<Services>> => {
    const response = await askDevice("GetServices", { input: "<s:IncludeCapability>false</s:IncludeCapability>" });
    if (response.ok) return success(servicesFrom(response.value, device));
    if (!["deviceFault", "malformedAnswer"].includes(response.error.kind)) return response;
    const older = await askDevice("GetCapabilities", { input: "<s:Category>All</s:Category>" });
    return older.ok ? success(capabilitiesFrom(older.value, device)) : older;
  };

  return {
    measureClock: async () => {
      const sentAtUtcMs = clock.nowUtcMs();
      const startedMs = clock.monotonicMs();
      const response = await askDevice("GetSystemDateAndTime", { anonymous: true });
      const roundTripMs = clock.monotonicMs() - startedMs;
      if (!response.ok) {
        // Everyone may ask (access class PRE_AUTH); a device that refuses all the same is asked the rest.
        const quiet = ["deviceFault", "credentialsRequired"].includes(response.error.kind);
        return quiet ? success(null) : response;
      }
      const deviceMs = readDeviceTime(response.value);
      if (deviceMs === null) return success(null);
      offsetMs = clockOffset(deviceMs, sentAtUtcMs, roundTripMs);
      return success(offsetMs);
    },
    services,
    deviceInformation: async () => {
      const response = await askDevice("GetDeviceInformation");
      if (!response.ok) return response;
      const read = (name: string): string => printable(textAt(response.value, namespaces.device, name), 100);
      return success({
        manufacturer: read("Manufacturer"),
        model: read("Model"),
        firmwareVersion: read("FirmwareVersion"),
        serialNumber: read("SerialNumber"),
      });
    },
    scopes: async () => {
      const response = await askDevice("GetScopes");
      if (!response.ok) return response;
      const scopes = childrenOf(response.value, namespaces.device, "Scopes");
      return success(readScopes(scopes.map((scope) => textAt(scope, namespaces.schema, "ScopeItem"))));
    },
    profiles: async (services) => {
      if (services.media2 === undefined) return profilesOf(services, "media");
      const newer = await profilesOf(services, "media2");
      const final = newer.ok ? newer.value.length > 0 : !["deviceFault", "malformedAnswer"].includes(newer.error.kind);
      return final || services.media === undefined ? newer : profilesOf(services, "media");
    },
    streamUrl: async (services, profile, security) => {
      if (security === "secure") return secureStreamUrl(services, profile);
      const token = `<s:ProfileToken>${escapeXml(profile.token)}</s:ProfileToken>`;
      const setup =
        profile.service === "media2"
          ? "<s:Protocol>RTSP</s:Protocol>"
          : "<s:StreamSetup><tt:Stream>RTP-Unicast</tt:Stream>" +
            "<tt:Transport><tt:Protocol>RTSP</tt:Protocol></tt:Transport></s:StreamSetup>";
      const response = await askMedia(services, profile.service, "GetStreamUri", setup + token);
      return response.ok ? readUri(response.value, profile, "GetStreamUri", streamProtocols) : response;
    },
    snapshotUrl: async (services, profile) => {
      const token = `<s:ProfileToken>${escapeXml(profile.token)}</s:ProfileToken>`;
      const response = await askMedia(services, profile.service, "GetSnapshotUri", token);
      return response.ok ? readUri(response.value, profile, "GetSnapshotUri", webProtocols) : response;
    },
    recordingHealth: async () => {
      const found = await services();
      return readRecordingHealth(exchange, found, clock);
    },
    setSynchronizationPoint: async (services, profileToken) => {
      const service = services.media2 === undefined ? "media" : "media2";
      const token = `<s:ProfileToken>${escapeXml(profileToken)}</s:ProfileToken>`;
      const response = await askMedia(services, service, "SetSynchronizationPoint", token);
      return response.ok ? success({}) : response;
    },
    certificateSha256: () => transport.certificateSha256(),
    close: () => transport.close(),
  };
};
