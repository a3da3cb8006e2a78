import { printable } from "./scopes";
import { namespaces } from "./soap";
import { childrenOf, elementAt, textAt, type XmlElement } from "./xml";

/** A media profile with a picture: what a stream is asked for by. */
export interface Profile {
  readonly service: "media" | "media2";
  /** Opaque: `1` and `001` are two. */
  readonly token: string;
  /** Video source the picture comes from: on a recorder one per channel. */
  readonly sourceToken: string;
  /** What the device calls the video source; cameras are seldom, channels of a recorder often named by a person. */
  readonly sourceName: string;
  /** `H264`, `H265`, `JPEG`; empty when the device does not tell. */
  readonly encoding: string;
  /** 0 when the device does not tell. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Frames per second; 0 when the device does not tell. */
  readonly frameRate: number;
}

/** Longest token ONVIF allows (tt:ReferenceToken), and as much again for devices that do not care. */
const maxTokenLength = 128;

/** Profiles in a `GetProfilesResponse` of Media (1) or Media2, in the device's order; those without a picture left out. */
export const readProfiles = (response: XmlElement, service: Profile["service"]): Profile[] =>
  childrenOf(response, namespaces[service], "Profiles").flatMap((profile) => {
    const token = profile.attributes.get("token") ?? "";
    const { source, encoder } = configurationsOf(profile, service);
    const sourceToken = source === undefined ? "" : textAt(source, namespaces.schema, "SourceToken");
    const tokensFit = [token, sourceToken].every((text) => text !== "" && text.length <= maxTokenLength);
    const sourceName = source === undefined ? "" : printable(textAt(source, namespaces.schema, "Name"), 100);
    return tokensFit ? [{ service, token, sourceToken, sourceName, ...readEncoder(encoder) }] : [];
  });

const configurationsOf = (
  profile: XmlElement,
  service: Profile["service"],
): { source: XmlElement | undefined; encoder: XmlElement | undefined } => {
  if (service === "media2") {
    return {
      source: elementAt(profile, namespaces.media2, "Configurations", "VideoSource"),
      encoder: elementAt(profile, namespaces.media2, "Configurations", "VideoEncoder"),
    };
  }
  return {
    source: elementAt(profile, namespaces.schema, "VideoSourceConfiguration"),
    encoder: elementAt(profile, namespaces.schema, "VideoEncoderConfiguration"),
  };
};

const readEncoder = (
  encoder: XmlElement | undefined,
): Pick<Profile, "encoding" | "widthPx" | "heightPx" | "frameRate"> => {
  const read = (...path: string[]): string =>
    encoder === undefined ? "" : textAt(encoder, namespaces.schema, ...path);
  const pixels = (text: string): number => (/^\d{1,5}$/.test(text) ? Number(text) : 0);
  const rate = Number.parseFloat(read("RateControl", "FrameRateLimit"));
  return {
    // Media2 names a media subtype, and some devices the whole type: `video/H265`.
    encoding: read("Encoding")
      .replace(/^video\//i, "")
      .slice(0, 20),
    widthPx: pixels(read("Resolution", "Width")),
    heightPx: pixels(read("Resolution", "Height")),
    frameRate: rate > 0 && rate <= 1000 ? rate : 0,
  };
};
