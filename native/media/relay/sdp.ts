import { refusal, success, type Result } from "../../../app/domain/result";
import { resolveControl } from "./rtspUrl";

/** Encodings that can be shown, as RFC 3551 and RFC 7798 name them; the first that a camera offers is taken. */
const playedEncodings = ["H264", "H265", "JPEG"] as const;

export type PlayedEncoding = (typeof playedEncodings)[number];

/** What a camera says it sends. */
export interface DescribedVideo {
  readonly encoding: PlayedEncoding;
  readonly payloadType: number;
  /** Ticks of the RTP time stamp in a second. */
  readonly clockRate: number;
  /** 0: not said. */
  readonly frameRate: number;
  /** The sequence parameter set of H.265, when it is said (RFC 7798 §7.1). */
  readonly h265ParameterSet: Uint8Array | null;
}

/** What we need of a session description (RFC 4566, RFC 2326 appendix C). */
export interface VideoDescription {
  readonly video: DescribedVideo;
  /** URI that PLAY and keep-alive name. */
  readonly aggregateUri: string;
  /** URI that SETUP of the video names. */
  readonly trackUri: string;
  /** The description with this one video alone, its control replaced by `trackUrl`. */
  narrowed(trackUrl: string): string;
}

/** Static payload types of RFC 3551 that are video. */
const staticEncodings: Readonly<Record<string, string>> = { "26": "JPEG", "31": "H261", "32": "MPV", "34": "H263" };

const controlOf = (section: readonly string[]): string =>
  section
    .find((line) => line.startsWith("a=control:"))
    ?.slice("a=control:".length)
    .trim() ?? "";

const payloadTypeOf = (section: readonly string[]): string => section[0]?.split(/\s+/)[3] ?? "";

const encodingOf = (section: readonly string[]): { readonly name: string; readonly clockRate: number } => {
  const payloadType = payloadTypeOf(section);
  for (const line of section) {
    const [, type, encoding, rate = "90000"] = /^a=rtpmap:\s*(\d+)\s+([^/\s]+)(?:\/(\d{1,9}))?/.exec(line) ?? [];
    if (type === payloadType && encoding !== undefined)
      return { name: encoding.toUpperCase(), clockRate: Number(rate) || 90_000 };
  }
  return { name: staticEncodings[payloadType] ?? "unnamed", clockRate: 90_000 };
};

const described = (section: readonly string[], encoding: PlayedEncoding): DescribedVideo => {
  const text = section.join("\n");
  const rate = Number(/^a=(?:x-)?framerate:\s*(\d{1,3}(?:\.\d{1,6})?)/im.exec(text)?.[1] ?? 0);
  const parameterSet = /sprop-sps=([A-Za-z0-9+/=]{4,2000})/.exec(text)?.[1];
  return {
    encoding,
    payloadType: Number(payloadTypeOf(section)),
    clockRate: encodingOf(section).clockRate,
    frameRate: rate,
    h265ParameterSet: encoding === "H265" && parameterSet !== undefined ? Buffer.from(parameterSet, "base64") : null,
  };
};

/**
 * Reads a camera's answer to DESCRIBE.
 * @param base `Content-Base`, `Content-Location` or the request's own URI
 */
export const readVideoDescription = (sdp: string, base: string): Result<VideoDescription> => {
  const lines = sdp.split(/\r?\n/).filter((line) => line !== "");
  if (lines[0]?.startsWith("v=") !== true) return refusal("malformedAnswer", "not a session description", "sdp.v");
  const starts = lines.flatMap((line, index) => (line.startsWith("m=") ? [index] : []));
  const session = lines.slice(0, starts[0] ?? lines.length);
  const videos = starts
    .map((start, index) => lines.slice(start, starts[index + 1] ?? lines.length))
    .filter((section) => section[0]?.startsWith("m=video ") === true);
  if (videos.length === 0) return refusal("noVideo", "the description names no video", "sdp.m=video");
  const choice = playedEncodings.flatMap((encoding) => {
    const video = videos.find((section) => encodingOf(section).name === encoding);
    return video === undefined ? [] : [{ encoding, video }];
  })[0];
  if (choice === undefined) {
    const encodings = videos
      .map((section) => encodingOf(section).name)
      .join(", ")
      .slice(0, 100);
    return refusal("unsupported", `the video is ${encodings}; played are ${playedEncodings.join(", ")}`, "sdp.rtpmap");
  }
  const { encoding, video } = choice;
  const sessionControl = controlOf(session);
  // An absolute session control is a base of its own, as players take it; a relative one is not.
  const trackBase = sessionControl.includes("://") ? sessionControl : base;
  return success({
    video: described(video, encoding),
    aggregateUri: resolveControl(base, sessionControl),
    trackUri: resolveControl(trackBase, controlOf(video)),
    narrowed: (trackUrl) => {
      const kept = [...session, ...video].filter((line) => !line.startsWith("a=control:"));
      return [...kept, `a=control:${trackUrl}`, ""].join("\r\n");
    },
  });
};
