import { failure, type Failure } from "../../../app/domain/failure";
import { refusal, success, type Result } from "../../../app/domain/result";
import { login, type Login } from "./login";
import type { RelayCamera } from "./parties";
import {
  headerValue,
  headerValues,
  methodOf,
  statusOf,
  writeMessage,
  type RtspHeader,
  type RtspMessage,
} from "./rtspMessage";
import { readVideoDescription, type VideoDescription } from "./sdp";

/** What came of a camera's answer. */
export type Outcome =
  | { readonly kind: "forward"; readonly bytes: Uint8Array; readonly method: string }
  /** The same request again, signed. */
  | { readonly kind: "resend"; readonly bytes: Uint8Array }
  | { readonly kind: "ignore" }
  | { readonly kind: "failed"; readonly failure: Failure };

/**
 * The requests and answers of one RTSP connection, without its sockets: translates what ffmpeg asks into what the camera
 * is asked and back. One request is under way at a time; a new one gives up the one before.
 */
export interface Exchange {
  /** Bytes for the camera. */
  request(message: RtspMessage): Result<Uint8Array>;
  answer(message: RtspMessage): Outcome;
  /** A TEARDOWN for the camera; null when it has no session of ours. */
  tearDown(): Uint8Array | null;
}

interface UnderWay {
  readonly message: RtspMessage;
  readonly method: string;
  readonly uri: string;
  /** The CSeq the camera was given. */
  readonly sequence: number;
  readonly signed: boolean;
  readonly repeated: boolean;
}

const userAgent: RtspHeader = { name: "User-Agent", value: "Zhishou" };
/** Methods whose refusal by the camera ends nothing: ffmpeg takes the answer as it is. */
const dispensable = new Set(["GET_PARAMETER", "SET_PARAMETER", "TEARDOWN"]);

const without = (headers: readonly RtspHeader[], ...names: readonly string[]): RtspHeader[] =>
  headers.filter(({ name }) => !names.includes(name.toLowerCase()));

export const exchange = (camera: RelayCamera, localUrl: string): Exchange => {
  const trackUrl = `${localUrl}/video`;
  const session: Login = login(camera.credential);
  let description: VideoDescription | null = null;
  let sessionId: string | null = null;
  let sequence = 0;
  let underWay: UnderWay | null = null;

  /** The camera's name for a URL of ours. */
  const cameraUri = (url: string): string | null => {
    if (url === localUrl || url === `${localUrl}/`) return description?.aggregateUri ?? camera.address.uri;
    return url === trackUrl ? (description?.trackUri ?? null) : null;
  };

  const write = (method: string, uri: string, headers: readonly RtspHeader[], body?: Uint8Array) => {
    sequence += 1;
    const signature = session.sign(method, uri);
    const signed = signature === null ? [] : [{ name: "Authorization", value: signature }];
    const own = [{ name: "CSeq", value: String(sequence) }, userAgent, ...signed];
    return {
      signed: signature !== null,
      bytes: writeMessage(
        `${method} ${uri} RTSP/1.0`,
        [...own, ...without(headers, "cseq", "user-agent", "authorization")],
        body,
      ),
    };
  };

  const describe = (message: RtspMessage, uri: string): Result<Uint8Array> => {
    const base = headerValue(message, "Content-Base") ?? headerValue(message, "Content-Location") ?? uri;
    const read = readVideoDescription(new TextDecoder().decode(message.body), base);
    if (!read.ok) return read;
    description = read.value;
    return success(new TextEncoder().encode(description.narrowed(trackUrl)));
  };

  /** `RTP-Info` names the track in the camera's words; with one track there is one entry to keep. */
  const localRtpInfo = (value: string): string => {
    const entries = value.split(/,\s*(?=url=)/i);
    const ours =
      entries.find((entry) => /^\s*url="?([^;"]*)/i.exec(entry)?.[1] === description?.trackUri) ?? entries[0];
    return (ours ?? "").replace(/url="?[^;"]*"?/i, `url=${trackUrl}`);
  };

  const forward = (message: RtspMessage, asked: UnderWay, body: Uint8Array): Outcome => {
    const headers = without(message.headers, "cseq", "content-base", "content-location", "www-authenticate").map(
      ({ name, value }) => ({ name, value: name.toLowerCase() === "rtp-info" ? localRtpInfo(value) : value }),
    );
    if (asked.method === "DESCRIBE") headers.push({ name: "Content-Base", value: `${localUrl}/` });
    headers.unshift({ name: "CSeq", value: headerValue(asked.message, "CSeq") ?? "0" });
    return { kind: "forward", method: asked.method, bytes: writeMessage(message.startLine, headers, body) };
  };

  const challenged = (message: RtspMessage, asked: UnderWay): Outcome => {
    const refused = session.challenged(headerValues(message, "WWW-Authenticate"), asked);
    if (refused !== null) return { kind: "failed", failure: refused };
    const again = write(asked.method, asked.uri, asked.message.headers, asked.message.body);
    underWay = { ...asked, sequence, signed: true, repeated: asked.signed };
    return { kind: "resend", bytes: again.bytes };
  };

  const granted = (message: RtspMessage, asked: UnderWay): Outcome => {
    if (asked.signed) session.accepted();
    if (asked.method === "SETUP") sessionId = headerValue(message, "Session")?.split(";")[0]?.trim() ?? null;
    if (asked.method === "TEARDOWN") sessionId = null;
    if (asked.method !== "DESCRIBE") return forward(message, asked, message.body);
    const body = describe(message, asked.uri);
    return body.ok ? forward(message, asked, body.value) : { kind: "failed", failure: body.error };
  };

  return {
    request: (message) => {
      const method = methodOf(message);
      const uri = cameraUri(message.startLine.split(" ")[1] ?? "");
      if (uri === null) return refusal("internal", `ffmpeg asked ${method} of a URL it was not given`);
      const { bytes, signed } = write(method, uri, message.headers, message.body);
      underWay = { message, method, uri, sequence, signed, repeated: false };
      return success(bytes);
    },
    answer: (message) => {
      const status = statusOf(message);
      if (underWay === null || status === null || status < 200) return { kind: "ignore" };
      // A late answer to a request that was given up; some cameras leave the number out.
      if (Number(headerValue(message, "CSeq") ?? sequence) < underWay.sequence) return { kind: "ignore" };
      const asked = underWay;
      underWay = null;
      if (status < 300) return granted(message, asked);
      if (status === 401) return challenged(message, asked);
      if (dispensable.has(asked.method)) return forward(message, asked, message.body);
      if (status === 403 && asked.signed)
        return { kind: "failed", failure: failure("credentialsRefused", `${asked.method} was forbidden (RTSP 403)`) };
      const what = status < 400 ? "a redirect, which is not followed" : "refused";
      return {
        kind: "failed",
        failure: failure("deviceFault", `${asked.method}: RTSP ${status}, ${what}`, "rtsp.status"),
      };
    },
    tearDown: () => {
      if (sessionId === null) return null;
      const uri = description?.aggregateUri ?? camera.address.uri;
      return write("TEARDOWN", uri, [{ name: "Session", value: sessionId }]).bytes;
    },
  };
};
