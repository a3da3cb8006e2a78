import { refuse, type AnswerTable } from "./onvifAnswers";
import { scopesOf, servicesOf, type OnvifFacts, type ServiceName } from "./onvifFacts";
import { recordingCapabilities, searchCapabilities } from "./recordingAnswers";
import { escapeXml, namespaces, textOf } from "./soap";

const dateTime = (utcMs: number): string => {
  const at = new Date(utcMs);
  return (
    `<tt:Time><tt:Hour>${at.getUTCHours()}</tt:Hour><tt:Minute>${at.getUTCMinutes()}</tt:Minute>` +
    `<tt:Second>${at.getUTCSeconds()}</tt:Second></tt:Time>` +
    `<tt:Date><tt:Year>${at.getUTCFullYear()}</tt:Year><tt:Month>${at.getUTCMonth() + 1}</tt:Month>` +
    `<tt:Day>${at.getUTCDate()}</tt:Day></tt:Date>`
  );
};

const chinaOffsetMs = 8 * 3_600_000;

const services = (facts: OnvifFacts, withCapability: boolean): string => {
  const empty: Readonly<Record<ServiceName, string>> = {
    device: "<tds:Capabilities><tds:Network/><tds:Security HttpDigest='true' UsernameToken='true'/></tds:Capabilities>",
    media: "<trt:Capabilities SnapshotUri='true'><trt:StreamingCapabilities RTP_RTSP_TCP='true'/></trt:Capabilities>",
    media2: "<tr2:Capabilities SnapshotUri='true'><tr2:StreamingCapabilities RTSPStreaming='true'/></tr2:Capabilities>",
    recording: recordingCapabilities(facts),
    search: searchCapabilities,
  };
  return servicesOf(facts)
    .map(
      (name) =>
        `<tds:Service><tds:Namespace>${namespaces[name]}</tds:Namespace>` +
        `<tds:XAddr>${escapeXml(facts.services[name])}</tds:XAddr>` +
        (withCapability ? `<tds:Capabilities>${empty[name]}</tds:Capabilities>` : "") +
        "<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>",
    )
    .join("");
};

const capabilities = (facts: OnvifFacts): string =>
  `<tt:Device><tt:XAddr>${escapeXml(facts.services.device)}</tt:XAddr>` +
  "<tt:Network><tt:IPFilter>false</tt:IPFilter><tt:ZeroConfiguration>false</tt:ZeroConfiguration>" +
  "<tt:IPVersion6>false</tt:IPVersion6><tt:DynDNS>false</tt:DynDNS></tt:Network>" +
  "<tt:System><tt:DiscoveryResolve>false</tt:DiscoveryResolve><tt:DiscoveryBye>false</tt:DiscoveryBye>" +
  "<tt:RemoteDiscovery>false</tt:RemoteDiscovery><tt:SystemBackup>false</tt:SystemBackup>" +
  "<tt:SystemLogging>false</tt:SystemLogging><tt:FirmwareUpgrade>false</tt:FirmwareUpgrade>" +
  "<tt:SupportedVersions><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tt:SupportedVersions></tt:System>" +
  "<tt:Security><tt:TLS1.1>false</tt:TLS1.1><tt:TLS1.2>false</tt:TLS1.2>" +
  "<tt:OnboardKeyGeneration>false</tt:OnboardKeyGeneration><tt:AccessPolicyConfig>false</tt:AccessPolicyConfig>" +
  "<tt:X.509Token>false</tt:X.509Token><tt:SAMLToken>false</tt:SAMLToken>" +
  "<tt:KerberosToken>false</tt:KerberosToken><tt:RELToken>false</tt:RELToken></tt:Security></tt:Device>" +
  `<tt:Media><tt:XAddr>${escapeXml(facts.services.media)}</tt:XAddr><tt:StreamingCapabilities>` +
  "<tt:RTPMulticast>false</tt:RTPMulticast><tt:RTP_TCP>true</tt:RTP_TCP>" +
  "<tt:RTP_RTSP_TCP>true</tt:RTP_RTSP_TCP></tt:StreamingCapabilities></tt:Media>" +
  (facts.recordings === null ? "" : `<tt:Extension>${recordingExtension(facts)}</tt:Extension>`);

const recordingExtension = ({ services: { recording, search } }: OnvifFacts): string =>
  `<tt:Recording><tt:XAddr>${escapeXml(recording)}</tt:XAddr><tt:ReceiverSource>false</tt:ReceiverSource>` +
  "<tt:MediaProfileSource>true</tt:MediaProfileSource><tt:DynamicRecordings>false</tt:DynamicRecordings>" +
  "<tt:DynamicTracks>false</tt:DynamicTracks><tt:MaxStringLength>256</tt:MaxStringLength></tt:Recording>" +
  `<tt:Search><tt:XAddr>${escapeXml(search)}</tt:XAddr><tt:MetadataSearch>false</tt:MetadataSearch></tt:Search>`;

const networkInterface = (facts: OnvifFacts): string =>
  `<tds:NetworkInterfaces token="eth0"><tt:Enabled>true</tt:Enabled><tt:Info><tt:Name>eth0</tt:Name>` +
  `<tt:HwAddress>${facts.macAddress}</tt:HwAddress><tt:MTU>1500</tt:MTU></tt:Info><tt:IPv4>` +
  "<tt:Enabled>true</tt:Enabled><tt:Config><tt:Manual>" +
  `<tt:Address>${facts.address}</tt:Address><tt:PrefixLength>24</tt:PrefixLength></tt:Manual>` +
  "<tt:DHCP>false</tt:DHCP></tt:Config></tt:IPv4></tds:NetworkInterfaces>";

/** The operations of the device service (ver10) that are answered. */
export const deviceAnswers: AnswerTable = {
  GetSystemDateAndTime: (facts) =>
    "<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType>" +
    "<tt:DaylightSavings>false</tt:DaylightSavings><tt:TimeZone><tt:TZ>CST-8</tt:TZ></tt:TimeZone>" +
    (facts.oddities.localTimeOnly ? "" : `<tt:UTCDateTime>${dateTime(facts.nowUtcMs())}</tt:UTCDateTime>`) +
    `<tt:LocalDateTime>${dateTime(facts.nowUtcMs() + chinaOffsetMs)}</tt:LocalDateTime>` +
    "</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>",
  GetServices: (facts, body) =>
    facts.oddities.faultingGetServices
      ? refuse("Receiver", ["ActionNotSupported"], "Optional action not implemented")
      : `<tds:GetServicesResponse>${services(facts, textOf(body, "IncludeCapability") === "true")}</tds:GetServicesResponse>`,
  GetCapabilities: (facts) =>
    `<tds:GetCapabilitiesResponse><tds:Capabilities>${capabilities(facts)}</tds:Capabilities></tds:GetCapabilitiesResponse>`,
  GetDeviceInformation: (facts) =>
    `<tds:GetDeviceInformationResponse><tds:Manufacturer>${escapeXml(facts.manufacturer)}</tds:Manufacturer>` +
    `<tds:Model>${escapeXml(facts.model)}</tds:Model>` +
    `<tds:FirmwareVersion>${escapeXml(facts.firmwareVersion)}</tds:FirmwareVersion>` +
    `<tds:SerialNumber>${escapeXml(facts.serialNumber)}</tds:SerialNumber>` +
    `<tds:HardwareId>${escapeXml(facts.hardwareId)}</tds:HardwareId></tds:GetDeviceInformationResponse>`,
  GetScopes: (facts) =>
    `<tds:GetScopesResponse>${scopesOf(facts)
      .map(
        (scope) =>
          "<tds:Scopes><tt:ScopeDef>Fixed</tt:ScopeDef>" +
          `<tt:ScopeItem>${escapeXml(scope)}</tt:ScopeItem></tds:Scopes>`,
      )
      .join("")}</tds:GetScopesResponse>`,
  GetHostname: (facts) =>
    "<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP>" +
    `<tt:Name>${escapeXml(facts.hostname)}</tt:Name></tds:HostnameInformation></tds:GetHostnameResponse>`,
  GetNTP: () =>
    "<tds:GetNTPResponse><tds:NTPInformation><tt:FromDHCP>false</tt:FromDHCP><tt:NTPManual><tt:Type>IPv4</tt:Type>" +
    "<tt:IPv4Address>127.0.0.1</tt:IPv4Address></tt:NTPManual></tds:NTPInformation></tds:GetNTPResponse>",
  GetNetworkInterfaces: (facts) =>
    `<tds:GetNetworkInterfacesResponse>${networkInterface(facts)}</tds:GetNetworkInterfacesResponse>`,
};
