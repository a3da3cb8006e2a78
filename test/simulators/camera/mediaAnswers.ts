import { codecOf } from "./clipRecipe";
import { refuse, type AnswerTable, type OnvifAnswer } from "./onvifAnswers";
import type { OnvifFacts, ProfileFacts } from "./onvifFacts";
import { escapeXml, textOf, type XmlValue } from "./soap";

const noProfile = (): OnvifAnswer =>
  refuse("Sender", ["InvalidArgVal", "NoProfile"], "The requested profile token does not exist.");
const noTransport = (): OnvifAnswer =>
  refuse("Sender", ["InvalidArgVal", "InvalidStreamSetup"], "That transport is not served.");

const strayToken = "Profile_empty";

const resolution = (profile: ProfileFacts): string =>
  `<tt:Width>${profile.recipe.widthPx}</tt:Width><tt:Height>${profile.recipe.heightPx}</tt:Height>`;

/** The first profile of each source: the largest. */
const sourcesOf = (facts: OnvifFacts): readonly ProfileFacts[] =>
  facts.profiles.filter(
    (profile, index) => facts.profiles.findIndex((one) => one.sourceToken === profile.sourceToken) === index,
  );

const sourceConfiguration = (facts: OnvifFacts, profile: ProfileFacts, element: string): string => {
  const ofSource = facts.profiles.filter((one) => one.sourceToken === profile.sourceToken);
  const { widthPx, heightPx } = (ofSource[0] ?? profile).recipe;
  return (
    `<${element} token="${profile.sourceToken}_Configuration"><tt:Name>VideoSourceConfiguration</tt:Name>` +
    `<tt:UseCount>${ofSource.length}</tt:UseCount><tt:SourceToken>${profile.sourceToken}</tt:SourceToken>` +
    `<tt:Bounds x="0" y="0" width="${widthPx}" height="${heightPx}"/></${element}>`
  );
};

const groupLength = (profile: ProfileFacts): number =>
  (profile.recipe.groupOfPicturesMs * profile.recipe.frameRate) / 1000;

const kilobits = (profile: ProfileFacts): number => Math.round(profile.recipe.bitRate / 1000);

const multicast =
  "<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>0.0.0.0</tt:IPv4Address></tt:Address>" +
  "<tt:Port>0</tt:Port><tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>";

const audioConfiguration = (facts: OnvifFacts): string =>
  facts.audio === null
    ? ""
    : '<tt:AudioEncoderConfiguration token="AudioEncoder_1"><tt:Name>AudioEncoder</tt:Name><tt:UseCount>1</tt:UseCount>' +
      `<tt:Encoding>${facts.audio === "AAC" ? "AAC" : "G711"}</tt:Encoding><tt:Bitrate>64</tt:Bitrate>` +
      `<tt:SampleRate>${facts.audio === "AAC" ? 16 : 8}</tt:SampleRate>${multicast}` +
      "<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:AudioEncoderConfiguration>";

const h264 = (profile: ProfileFacts): string =>
  codecOf(profile.recipe) === "H264"
    ? `<tt:H264><tt:GovLength>${groupLength(profile)}</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>`
    : "";

const mediaProfile = (facts: OnvifFacts, profile: ProfileFacts, element: string): string =>
  `<${element} token="${profile.token}" fixed="true"><tt:Name>${escapeXml(profile.name)}</tt:Name>` +
  sourceConfiguration(facts, profile, "tt:VideoSourceConfiguration") +
  `<tt:VideoEncoderConfiguration token="VideoEncoder_${profile.token}"><tt:Name>${profile.quality}</tt:Name>` +
  `<tt:UseCount>1</tt:UseCount><tt:Encoding>${codecOf(profile.recipe)}</tt:Encoding>` +
  `<tt:Resolution>${resolution(profile)}</tt:Resolution><tt:Quality>5</tt:Quality>` +
  `<tt:RateControl><tt:FrameRateLimit>${profile.recipe.frameRate}</tt:FrameRateLimit>` +
  `<tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>${kilobits(profile)}</tt:BitrateLimit></tt:RateControl>` +
  `${h264(profile)}${multicast}<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>` +
  `${audioConfiguration(facts)}</${element}>`;

const media2Profile = (facts: OnvifFacts, profile: ProfileFacts): string =>
  `<tr2:Profiles token="${profile.token}" fixed="true"><tr2:Name>${escapeXml(profile.name)}</tr2:Name>` +
  `<tr2:Configurations>${sourceConfiguration(facts, profile, "tr2:VideoSource")}` +
  `<tr2:VideoEncoder token="VideoEncoder_${profile.token}" GovLength="${groupLength(profile)}" Profile="Main">` +
  `<tt:Name>${profile.quality}</tt:Name><tt:UseCount>1</tt:UseCount>` +
  `<tt:Encoding>${codecOf(profile.recipe)}</tt:Encoding><tt:Resolution>${resolution(profile)}</tt:Resolution>` +
  `<tt:RateControl><tt:FrameRateLimit>${profile.recipe.frameRate}</tt:FrameRateLimit>` +
  `<tt:BitrateLimit>${kilobits(profile)}</tt:BitrateLimit></tt:RateControl><tt:Quality>5</tt:Quality>` +
  "</tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>";

/** In the order they are listed. */
const listed = (facts: OnvifFacts, profiles: readonly ProfileFacts[]): readonly ProfileFacts[] =>
  facts.oddities.numberedProfiles ? [...profiles].reverse() : profiles;

/** Media1 has no word for H.265: such profiles are not there. */
const media1Profiles = (facts: OnvifFacts): readonly ProfileFacts[] =>
  listed(
    facts,
    facts.profiles.filter((profile) => codecOf(profile.recipe) !== "H265"),
  );

const stray = (facts: OnvifFacts, prefix: "trt" | "tr2"): string =>
  facts.oddities.strayProfile
    ? `<${prefix}:Profiles token="${strayToken}" fixed="false">` +
      (prefix === "trt" ? "<tt:Name>empty</tt:Name>" : "<tr2:Name>empty</tr2:Name>") +
      `</${prefix}:Profiles>`
    : "";

const withProfile = (
  profiles: readonly ProfileFacts[],
  body: XmlValue,
  answer: (profile: ProfileFacts) => OnvifAnswer,
): OnvifAnswer => {
  const token = textOf(body, "ProfileToken");
  if (token === strayToken) {
    return refuse("Receiver", ["Action", "IncompleteConfiguration"], "The profile has no video source.");
  }
  const profile = profiles.find((known) => known.token === token);
  return profile === undefined ? noProfile() : answer(profile);
};

/** SetSynchronizationPoint of either service. */
const synchronized = (
  facts: OnvifFacts,
  profiles: readonly ProfileFacts[],
  body: XmlValue,
  prefix: "trt" | "tr2",
): OnvifAnswer =>
  facts.oddities.withoutSynchronization
    ? refuse("Receiver", ["ActionNotSupported"], "Key frames come at their time.")
    : withProfile(profiles, body, ({ token }) => {
        facts.synchronize(token);
        return `<${prefix}:SetSynchronizationPointResponse/>`;
      });

const mediaUri = (operation: string, url: string): string =>
  `<trt:${operation}Response><trt:MediaUri><tt:Uri>${escapeXml(url)}</tt:Uri>` +
  "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>" +
  `<tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:${operation}Response>`;

/** The operations of the media service (ver10) that are answered. */
export const mediaAnswers: AnswerTable = {
  GetProfiles: (facts) =>
    `<trt:GetProfilesResponse>${stray(facts, "trt")}${media1Profiles(facts)
      .map((profile) => mediaProfile(facts, profile, "trt:Profiles"))
      .join("")}</trt:GetProfilesResponse>`,
  GetProfile: (facts, body) =>
    withProfile(
      media1Profiles(facts),
      body,
      (profile) => `<trt:GetProfileResponse>${mediaProfile(facts, profile, "trt:Profile")}</trt:GetProfileResponse>`,
    ),
  GetVideoSources: (facts) =>
    `<trt:GetVideoSourcesResponse>${sourcesOf(facts)
      .map(
        (profile) =>
          `<trt:VideoSources token="${profile.sourceToken}"><tt:Framerate>${profile.recipe.frameRate}</tt:Framerate>` +
          `<tt:Resolution>${resolution(profile)}</tt:Resolution></trt:VideoSources>`,
      )
      .join("")}</trt:GetVideoSourcesResponse>`,
  GetVideoSourceConfigurations: (facts) =>
    `<trt:GetVideoSourceConfigurationsResponse>${sourcesOf(facts)
      .map((profile) => sourceConfiguration(facts, profile, "trt:Configurations"))
      .join("")}</trt:GetVideoSourceConfigurationsResponse>`,
  GetStreamUri: (facts, body) => {
    const protocol = textOf(body, "StreamSetup", "Transport", "Protocol");
    const served =
      protocol === "RTSP" || protocol === "TCP" || (protocol === "UDP" && facts.transports.includes("udp"));
    if (!served) return noTransport();
    return withProfile(media1Profiles(facts), body, (profile) => mediaUri("GetStreamUri", profile.streamUrl));
  },
  GetSnapshotUri: (facts, body) =>
    withProfile(media1Profiles(facts), body, (profile) => mediaUri("GetSnapshotUri", profile.snapshotUrl)),
  SetSynchronizationPoint: (facts, body) => synchronized(facts, media1Profiles(facts), body, "trt"),
};

/** The operations of the media2 service (ver20) that are answered. */
export const media2Answers: AnswerTable = {
  GetProfiles: (facts, body) => {
    const token = textOf(body, "Token");
    const chosen = listed(facts, facts.profiles).filter((profile) => token === "" || profile.token === token);
    if (chosen.length === 0) return noProfile();
    const profiles = chosen.map((profile) => media2Profile(facts, profile)).join("");
    return `<tr2:GetProfilesResponse>${token === "" ? stray(facts, "tr2") : ""}${profiles}</tr2:GetProfilesResponse>`;
  },
  GetVideoSourceConfigurations: (facts) =>
    `<tr2:GetVideoSourceConfigurationsResponse>${sourcesOf(facts)
      .map((profile) => sourceConfiguration(facts, profile, "tr2:Configurations"))
      .join("")}</tr2:GetVideoSourceConfigurationsResponse>`,
  GetStreamUri: (facts, body) => {
    const protocol = textOf(body, "Protocol");
    const plain = protocol === "RTSP" || protocol === "RtspUnicast";
    if (!plain && protocol !== "RtspsUnicast") return noTransport();
    return withProfile(facts.profiles, body, (profile) => {
      const url = plain ? profile.streamUrl : profile.secureStreamUrl;
      if (url === null) return noTransport();
      return `<tr2:GetStreamUriResponse><tr2:Uri>${escapeXml(url)}</tr2:Uri></tr2:GetStreamUriResponse>`;
    });
  },
  SetSynchronizationPoint: (facts, body) => synchronized(facts, facts.profiles, body, "tr2"),
  GetSnapshotUri: (facts, body) =>
    withProfile(
      facts.profiles,
      body,
      (profile) =>
        `<tr2:GetSnapshotUriResponse><tr2:Uri>${escapeXml(profile.snapshotUrl)}</tr2:Uri></tr2:GetSnapshotUriResponse>`,
    ),
};
