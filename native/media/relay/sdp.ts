import { refusal, success, type Result } from "../../../app/domain/result";
import { resolveControl } from "./rtspUrl";

/** What we need of a session description (RFC 4566, RFC 2326 appendix C). */
export interface VideoDescription {
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

const encodingOf = (section: readonly string[]): string => {
  const payloadType = section[0]?.split(/\s+/)[3] ?? "";
  for (const line of section) {
    const [, type, encoding] = /^a=rtpmap:\s*(\d+)\s+([^/\s]+)/.exec(line) ?? [];
    if (type === payloadType && encoding !== undefined) return encoding.toUpperCase();
  }
  return staticEncodings[payloadType] ?? "unnamed";
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
  const video = videos.find((section) => encodingOf(section) === "H264");
  if (video === undefined) {
    const encodings = videos.map(encodingOf).join(", ").slice(0, 100);
    return refusal("unsupported", `the video is ${encodings}; only H264 is played`, "sdp.rtpmap");
  }
  const sessionControl = controlOf(session);
  // An absolute session control is a base of its own, as players take it; a relative one is not.
  const trackBase = sessionControl.includes("://") ? sessionControl : base;
  return success({
    aggregateUri: resolveControl(base, sessionControl),
    trackUri: resolveControl(trackBase, controlOf(video)),
    narrowed: (trackUrl) => {
      const kept = [...session, ...video].filter((line) => !line.startsWith("a=control:"));
      return [...kept, `a=control:${trackUrl}`, ""].join("\r\n");
    },
  });
};
