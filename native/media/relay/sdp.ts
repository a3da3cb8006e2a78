import { refusal, success, type Result } from "../../../app/domain/result";
import { resolveControl } from "./rtspUrl";

/** Encodings that can be shown, as RFC 3551 and RFC 7798 name them; the first that a camera offers is taken. */
const playedEncodings = ["H264", "H265", "JPEG"] as const;

export type PlayedEncoding = (typeof playedEncodings)[number];

/** Encodings that can be heard: G.711 (RFC 3551) and AAC in either packing (RFC 3640, RFC 6416). */
const heardEncodings: readonly string[] = ["PCMA", "PCMU", "MPEG4-GENERIC", "MP4A-LATM"];

/** What is known of every stream, seen or heard. */
export interface DescribedTrack {
  /** As RFC 3551 and its followers name it. */
  readonly encoding: string;
  readonly payloadType: number;
  /** Ticks of the RTP time stamp in a second. */
  readonly clockRate: number;
}

/** What a camera says it sends. */
export interface DescribedVideo extends DescribedTrack {
  readonly encoding: PlayedEncoding;
  /** 0: not said. */
  readonly frameRate: number;
  /** The sequence parameter set, where it is said (H.264: RFC 6184 §8.1; H.265: RFC 7798 §7.1). */
  readonly parameterSet: Uint8Array | null;
  /** Of the sound beside it; null where there is none. */
  readonly audioEncoding: string | null;
}

/** What we need of a session description (RFC 4566, RFC 2326 appendix C). */
export interface TrackDescription<Track extends DescribedTrack> {
  readonly track: Track;
  /** URI that PLAY and keep-alive name. */
  readonly aggregateUri: string;
  /** URI that SETUP of the track names. */
  readonly trackUri: string;
  /** The description with this one track alone, its control replaced by `trackUrl`. */
  narrowed(trackUrl: string): string;
}

/**
 * Chooses the one track of a description that ffmpeg is to see.
 * @param base `Content-Base`, `Content-Location` or the request's own URI
 */
export type ReadDescription<Track extends DescribedTrack> = (
  sdp: string,
  base: string,
) => Result<TrackDescription<Track>>;

/** Static payload types of RFC 3551 (tables 4 and 5) that cameras use. */
const staticEncodings: Readonly<Record<string, string>> = {
  ...{ "26": "JPEG", "31": "H261", "32": "MPV", "34": "H263" },
  ...{ "0": "PCMU", "8": "PCMA" },
};
const telephoneRate = 8_000;
const videoRate = 90_000;

const controlOf = (section: readonly string[]): string =>
  section
    .find((line) => line.startsWith("a=control:"))
    ?.slice("a=control:".length)
    .trim() ?? "";

const payloadTypeOf = (section: readonly string[]): string => section[0]?.split(/\s+/)[3] ?? "";

const encodingOf = (section: readonly string[]): { readonly name: string; readonly clockRate: number } => {
  const payloadType = payloadTypeOf(section);
  const usualRate = section[0]?.startsWith("m=audio ") === true ? telephoneRate : videoRate;
  for (const line of section) {
    const [, type, encoding, rate] = /^a=rtpmap:\s*(\d+)\s+([^/\s]+)(?:\/(\d{1,9}))?/.exec(line) ?? [];
    if (type === payloadType && encoding !== undefined)
      return { name: encoding.toUpperCase(), clockRate: Number(rate ?? 0) || usualRate };
  }
  return { name: staticEncodings[payloadType] ?? "unnamed", clockRate: usualRate };
};

const described = (
  section: readonly string[],
  encoding: PlayedEncoding,
  audioEncoding: string | null,
): DescribedVideo => {
  const text = section.join("\n");
  const rate = Number(/^a=(?:x-)?framerate:\s*(\d{1,3}(?:\.\d{1,6})?)/im.exec(text)?.[1] ?? 0);
  const parameterSet = /sprop-(?:sps|parameter-sets)=([A-Za-z0-9+/=]{4,2000})/.exec(text)?.[1];
  return {
    encoding,
    payloadType: Number(payloadTypeOf(section)),
    clockRate: encodingOf(section).clockRate,
    frameRate: rate,
    parameterSet: parameterSet === undefined ? null : Buffer.from(parameterSet, "base64"),
    audioEncoding,
  };
};

interface Sections {
  readonly session: readonly string[];
  of(media: "video" | "audio"): readonly (readonly string[])[];
}

const sectionsOf = (sdp: string): Result<Sections> => {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== "");
  if (lines[0]?.startsWith("v=") !== true) return refusal("malformedAnswer", "not a session description", "sdp.v");
  const starts = lines.flatMap((line, index) => (line.startsWith("m=") ? [index] : []));
  const sections = starts.map((start, index) => lines.slice(start, starts[index + 1] ?? lines.length));
  return success({
    session: lines.slice(0, starts[0] ?? lines.length),
    of: (media) => sections.filter((section) => section[0]?.startsWith(`m=${media} `) === true),
  });
};

const descriptionOf = <Track extends DescribedTrack>(
  track: Track,
  section: readonly string[],
  session: readonly string[],
  base: string,
): TrackDescription<Track> => {
  const sessionControl = controlOf(session);
  // An absolute session control is a base of its own, as players take it; a relative one is not.
  const trackBase = sessionControl.includes("://") ? sessionControl : base;
  return {
    track,
    aggregateUri: resolveControl(base, sessionControl),
    trackUri: resolveControl(trackBase, controlOf(section)),
    narrowed: (trackUrl) => {
      const kept = [...session, ...section].filter((line) => !line.startsWith("a=control:"));
      return [...kept, `a=control:${trackUrl}`, ""].join("\r\n");
    },
  };
};

const namesOf = (sections: readonly (readonly string[])[]): string =>
  sections
    .map((section) => encodingOf(section).name)
    .join(", ")
    .slice(0, 100);

/** The picture of a camera's answer to DESCRIBE. */
export const readVideoDescription: ReadDescription<DescribedVideo> = (sdp, base) => {
  const sections = sectionsOf(sdp);
  if (!sections.ok) return sections;
  const videos = sections.value.of("video");
  if (videos.length === 0) return refusal("noVideo", "the description names no video", "sdp.m=video");
  const choice = playedEncodings.flatMap((encoding) => {
    const video = videos.find((section) => encodingOf(section).name === encoding);
    return video === undefined ? [] : [{ encoding, video }];
  })[0];
  if (choice === undefined) {
    const detail = `the video is ${namesOf(videos)}; played are ${playedEncodings.join(", ")}`;
    return refusal("unsupported", detail, "sdp.rtpmap");
  }
  const { encoding, video } = choice;
  const [audio] = sections.value.of("audio");
  const audioEncoding = audio === undefined ? null : encodingOf(audio).name.slice(0, 16);
  return success(descriptionOf(described(video, encoding, audioEncoding), video, sections.value.session, base));
};

/** The sound of a camera's answer to DESCRIBE; fails with `noAudio`, or `unsupported` when it cannot be decoded here. */
export const readAudioDescription: ReadDescription<DescribedTrack> = (sdp, base) => {
  const sections = sectionsOf(sdp);
  if (!sections.ok) return sections;
  const audios = sections.value.of("audio");
  if (audios.length === 0) return refusal("noAudio", "the description names no audio", "sdp.m=audio");
  const audio = audios.find((section) => heardEncodings.includes(encodingOf(section).name));
  if (audio === undefined) {
    const detail = `the audio is ${namesOf(audios)}; heard are ${heardEncodings.join(", ")}`;
    return refusal("unsupported", detail, "sdp.m=audio");
  }
  const { name, clockRate } = encodingOf(audio);
  const track = { encoding: name, payloadType: Number(payloadTypeOf(audio)), clockRate };
  return success(descriptionOf(track, audio, sections.value.session, base));
};
