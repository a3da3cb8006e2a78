import type { Credential } from "../contract/media";
import { refusal, success, type Result } from "../domain/result";
import { hostAndPort, readHost } from "./onvif/address";

/** Where a stream is, and the login that stood in its URL. */
export interface StreamAddress {
  /** rtsp(s) URL without user information. */
  readonly url: string;
  /** IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Null when the URL held none. */
  readonly credential: Credential | null;
}

/**
 * Reads an RTSP URL as a person types or pastes it (contract `streamAddress`). Name and password in front of the host
 * are taken out of it, percent-decoded. A failure's `part` begins with `part`; it quotes nothing of the URL.
 */
export const parseStreamAddress = (typed: string, part: string): Result<StreamAddress> => {
  if (!URL.canParse(typed)) return refusal("invalidAddress", "not a URL", part);
  const url = new URL(typed);
  if (!["rtsp:", "rtsps:"].includes(url.protocol)) return refusal("invalidAddress", "not an RTSP URL", part);
  if (readHost(url.hostname) === null) {
    return refusal("invalidAddress", "neither an IP address of one host nor a host name", `${part}.host`);
  }
  const userName = decoded(url.username);
  const password = decoded(url.password);
  const credential = userName === "" ? null : { userName, password };
  url.username = "";
  url.password = "";
  url.hash = "";
  return success({ url: url.href, ...hostAndPort(url), credential });
};

/** The same URL on another host and port. */
export const movedTo = (url: string, to: StreamAddress): string => {
  const moved = new URL(url);
  const target = new URL(to.url);
  moved.hostname = target.hostname;
  moved.port = target.port;
  return moved.href;
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // A bare `%` in a password that nobody encoded.
    return text;
  }
};
