import { refuse, type AnswerTable, type OnvifAnswer } from "./onvifAnswers";
import { videoSourceToken, type OnvifFacts, type ProfileFacts } from "./onvifFacts";
import { escapeXml, textOf, type XmlValue } from "./soap";

const noProfile = (): OnvifAnswer =>
  refuse("Sender", ["InvalidArgVal", "NoProfile"], "The requested profile token does not exist.");

const resolution = (profile: ProfileFacts): string =>
  `<tt:Width>${profile.recipe.widthPx}</tt:Width><tt:Height>${profile.recipe.heightPx}</tt:Height>`;

const largest = (facts: OnvifFacts): ProfileFacts => {
  const [first] = facts.profiles;
  if (first === undefined) throw new Error("a camera without profiles");
  return first;
};

const sourceConfiguration = (facts: OnvifFacts, element: string): string => {
  const { widthPx, heightPx } = largest(facts).recipe;
  return (
    `<${element} token="VideoSourceConfiguration_1"><tt:Name>VideoSourceConfiguration</tt:Name>` +
    `<tt:UseCount>${facts.profiles.length}</tt:UseCount><tt:SourceToken>${videoSourceToken}</tt:SourceToken>` +
    `<tt:Bounds x="0" y="0" width="${widthPx}" height="${heightPx}"/></${element}>`
  );
};

const groupLength = (profile: ProfileFacts): number =>
  (profile.recipe.groupOfPicturesMs * profile.recipe.frameRate) / 1000;

const kilobits = (profile: ProfileFacts): number => Math.round(profile.recipe.bitRate / 1000);

const mediaProfile = (facts: OnvifFacts, profile: ProfileFacts, element: string): string =>
  `<${element} token="${profile.token}" fixed="true"><tt:Name>${profile.quality}</tt:Name>` +
  sourceConfiguration(facts, "tt:VideoSourceConfiguration") +
  `<tt:VideoEncoderConfiguration token="VideoEncoder_${profile.quality}"><tt:Name>${profile.quality}</tt:Name>` +
  "<tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>" +
  `<tt:Resolution>${resolution(profile)}</tt:Resolution><tt:Quality>5</tt:Quality>` +
  `<tt:RateControl><tt:FrameRateLimit>${profile.recipe.frameRate}</tt:FrameRateLimit>` +
  `<tt:EncodingInterval>1</tt:EncodingInterval><tt:BitrateLimit>${kilobits(profile)}</tt:BitrateLimit></tt:RateControl>` +
  `<tt:H264><tt:GovLength>${groupLength(profile)}</tt:GovLength><tt:H264Profile>Main</tt:H264Profile></tt:H264>` +
  "<tt:Multicast><tt:Address><tt:Type>IPv4</tt:Type><tt:IPv4Address>0.0.0.0</tt:IPv4Address></tt:Address>" +
  "<tt:Port>0</tt:Port><tt:TTL>1</tt:TTL><tt:AutoStart>false</tt:AutoStart></tt:Multicast>" +
  `<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration></${element}>`;

const media2Profile = (facts: OnvifFacts, profile: ProfileFacts): string =>
  `<tr2:Profiles token="${profile.token}" fixed="true"><tr2:Name>${profile.quality}</tr2:Name><tr2:Configurations>` +
  sourceConfiguration(facts, "tr2:VideoSource") +
  `<tr2:VideoEncoder token="VideoEncoder_${profile.quality}" GovLength="${groupLength(profile)}" Profile="Main">` +
  `<tt:Name>${profile.quality}</tt:Name><tt:UseCount>1</tt:UseCount><tt:Encoding>H264</tt:Encoding>` +
  `<tt:Resolution>${resolution(profile)}</tt:Resolution>` +
  `<tt:RateControl><tt:FrameRateLimit>${profile.recipe.frameRate}</tt:FrameRateLimit>` +
  `<tt:BitrateLimit>${kilobits(profile)}</tt:BitrateLimit></tt:RateControl><tt:Quality>5</tt:Quality>` +
  "</tr2:VideoEncoder></tr2:Configurations></tr2:Profiles>";

const withProfile = (facts: OnvifFacts, body: XmlValue, answer: (profile: ProfileFacts) => string): OnvifAnswer => {
  const token = textOf(body, "ProfileToken");
  const profile = facts.profiles.find((known) => known.token === token);
  return profile === undefined ? noProfile() : answer(profile);
};

const mediaUri = (operation: string, url: string): string =>
  `<trt:${operation}Response><trt:MediaUri><tt:Uri>${escapeXml(url)}</tt:Uri>` +
  "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>" +
  `<tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:${operation}Response>`;

/** The operations of the media service (ver10) that are answered. */
export const mediaAnswers: AnswerTable = {
  GetProfiles: (facts) =>
    `<trt:GetProfilesResponse>${facts.profiles
      .map((profile) => mediaProfile(facts, profile, "trt:Profiles"))
      .join("")}</trt:GetProfilesResponse>`,
  GetProfile: (facts, body) =>
    withProfile(
      facts,
      body,
      (profile) => `<trt:GetProfileResponse>${mediaProfile(facts, profile, "trt:Profile")}</trt:GetProfileResponse>`,
    ),
  GetVideoSources: (facts) =>
    `<trt:GetVideoSourcesResponse><trt:VideoSources token="${videoSourceToken}">` +
    `<tt:Framerate>${largest(facts).recipe.frameRate}</tt:Framerate>` +
    `<tt:Resolution>${resolution(largest(facts))}</tt:Resolution></trt:VideoSources></trt:GetVideoSourcesResponse>`,
  GetVideoSourceConfigurations: (facts) =>
    "<trt:GetVideoSourceConfigurationsResponse>" +
    `${sourceConfiguration(facts, "trt:Configurations")}</trt:GetVideoSourceConfigurationsResponse>`,
  GetStreamUri: (facts, body) => {
    const protocol = textOf(body, "StreamSetup", "Transport", "Protocol");
    if (protocol !== "RTSP" && protocol !== "TCP") {
      return refuse("Sender", ["InvalidArgVal", "InvalidStreamSetup"], "Only RTP over RTSP over TCP is served.");
    }
    return withProfile(facts, body, (profile) => mediaUri("GetStreamUri", profile.streamUrl));
  },
  GetSnapshotUri: (facts, body) =>
    withProfile(facts, body, (profile) => mediaUri("GetSnapshotUri", profile.snapshotUrl)),
};

/** The operations of the media2 service (ver20) that are answered. */
export const media2Answers: AnswerTable = {
  GetProfiles: (facts, body) => {
    const token = textOf(body, "Token");
    const chosen = facts.profiles.filter((profile) => token === "" || profile.token === token);
    if (chosen.length === 0) return noProfile();
    return `<tr2:GetProfilesResponse>${chosen.map((profile) => media2Profile(facts, profile)).join("")}</tr2:GetProfilesResponse>`;
  },
  GetVideoSourceConfigurations: (facts) =>
    "<tr2:GetVideoSourceConfigurationsResponse>" +
    `${sourceConfiguration(facts, "tr2:Configurations")}</tr2:GetVideoSourceConfigurationsResponse>`,
  GetStreamUri: (facts, body) => {
    const protocol = textOf(body, "Protocol");
    if (protocol !== "RTSP" && protocol !== "RtspUnicast") {
      return refuse("Sender", ["InvalidArgVal", "InvalidStreamSetup"], "Only RTP over RTSP over TCP is served.");
    }
    return withProfile(
      facts,
      body,
      (profile) =>
        `<tr2:GetStreamUriResponse><tr2:Uri>${escapeXml(profile.streamUrl)}</tr2:Uri></tr2:GetStreamUriResponse>`,
    );
  },
  GetSnapshotUri: (facts, body) =>
    withProfile(
      facts,
      body,
      (profile) =>
        `<tr2:GetSnapshotUriResponse><tr2:Uri>${escapeXml(profile.snapshotUrl)}</tr2:Uri></tr2:GetSnapshotUriResponse>`,
    ),
};
