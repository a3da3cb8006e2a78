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
import type { DescribedTrack, ReadDescription, TrackDescription } from "./sdp";

/** What came of a camera's answer. */
export type Outcome =
  | { readonly kind: "forward"; readonly bytes: Uint8Array; readonly method: string }
  /** The camera does not send inside the RTSP connection (461): {@link Exchange.overUdp} asks again. */
  | { readonly kind: "udpWanted" }
  /** The same request again, signed. */
  | { readonly kind: "resend"; readonly bytes: Uint8Array }
  | { readonly kind: "ignore" }
  | { readonly kind: "failed"; readonly failure: Failure };

/**
 * The requests and answers of one RTSP connection, without its sockets: translates what ffmpeg asks into what the camera
 * is asked and back. One request is under way at a time; a new one gives up the one before.
 */
export interface Exchange<Track extends DescribedTrack> {
  /** A request of the relay's own, before ffmpeg asks. */
  introduce(method: "OPTIONS" | "DESCRIBE"): Uint8Array;
  /** What the camera sends; null before it answered DESCRIBE. */
  description(): TrackDescription<Track> | null;
  /** The answer to ffmpeg's OPTIONS or DESCRIBE, from what the camera said before; null: the camera has to be asked. */
  known(message: RtspMessage): Uint8Array | null;
  /** From now on the camera is asked to send to this UDP port and the next. Answers the SETUP that it refused, again. */
  overUdp(port: number): Uint8Array | null;
  /** Channel of the track's RTCP, or the camera's UDP port for it, as SETUP settled it. */
  rtcpWay(): number | null;
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

const ok = "RTSP/1.0 200 OK";
const nothing = new Uint8Array();
const userAgent: RtspHeader = { name: "User-Agent", value: "Zhishou" };
const interleavedTransport = "RTP/AVP/TCP;unicast;interleaved=0-1";
/** Methods whose refusal by the camera ends nothing: ffmpeg takes the answer as it is. */
const dispensable = new Set(["GET_PARAMETER", "SET_PARAMETER", "TEARDOWN"]);

/**
 * What of an answer is not for ffmpeg. By `RTP-Info` and `Range` it would count time stamps, and cameras that begin with
 * the running group of pictures name its successor there: those pictures would all be due at once.
 */
const withheld = ["cseq", "content-base", "content-location", "www-authenticate", "rtp-info", "range"] as const;

const without = (headers: readonly RtspHeader[], ...names: readonly string[]): RtspHeader[] =>
  headers.filter(({ name }) => !names.includes(name.toLowerCase()));

export const exchange = <Track extends DescribedTrack>(
  camera: RelayCamera,
  localUrl: string,
  readDescription: ReadDescription<Track>,
): Exchange<Track> => {
  const trackUrl = `${localUrl}/track`;
  const session: Login = login(camera.credential);
  let description: TrackDescription<Track> | null = null;
  let sessionId: string | null = null;
  let sequence = 0;
  let underWay: UnderWay | null = null;
  let optionsOffered = "OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN";
  let udpPort: number | null = null;
  let rtcpWay: number | null = null;

  /** The headers of a SETUP name the transport that was chosen. */
  const setUpHeaders = (headers: readonly RtspHeader[]): readonly RtspHeader[] =>
    udpPort === null
      ? headers
      : [
          ...without(headers, "transport"),
          { name: "Transport", value: `RTP/AVP;unicast;client_port=${udpPort}-${udpPort + 1}` },
        ];

  /** ffmpeg asked for interleaved frames and is told that it has them. */
  const settleTransport = (headers: RtspHeader[]): RtspHeader[] => {
    const value = headers.find(({ name }) => name.toLowerCase() === "transport")?.value ?? "";
    const pair = /(?:interleaved|server_port)=(\d{1,5})(?:-(\d{1,5}))?/i.exec(value);
    rtcpWay = pair === null ? null : Number(pair[2] ?? Number(pair[1]) + 1);
    if (udpPort === null) return headers;
    return [...without(headers, "transport"), { name: "Transport", value: interleavedTransport }];
  };

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

  const describe = (message: RtspMessage, uri: string): Failure | null => {
    const base = headerValue(message, "Content-Base") ?? headerValue(message, "Content-Location") ?? uri;
    const read = readDescription(new TextDecoder().decode(message.body), base);
    if (!read.ok) return read.error;
    description = read.value;
    return null;
  };

  const forward = (message: RtspMessage, asked: UnderWay, body: Uint8Array): Outcome => {
    let headers = without(message.headers, ...withheld);
    if (asked.method === "SETUP") headers = settleTransport(headers);
    headers.unshift({ name: "CSeq", value: headerValue(asked.message, "CSeq") ?? "0" });
    return { kind: "forward", method: asked.method, bytes: writeMessage(message.startLine, headers, body) };
  };

  /** A refusal that is not about who we are. */
  const refused = (message: RtspMessage, status: number, asked: UnderWay): Outcome => {
    const { method } = asked;
    if (
      method === "SETUP" &&
      status === 461 &&
      camera.transport === "auto" &&
      udpPort === null &&
      !camera.address.tls
    ) {
      underWay = asked;
      return { kind: "udpWanted" };
    }
    // RFC 2326 §11.3.13; recorders use both for "too many".
    if ((status === 453 || status === 503) && (method === "SETUP" || method === "PLAY"))
      return {
        kind: "failed",
        failure: failure(
          "sessionLimit",
          `${method}: RTSP ${status}, the device takes no further session`,
          "rtsp.status",
        ),
      };
    if (status === 404 && method === "DESCRIBE")
      return { kind: "failed", failure: failure("streamNotFound", "DESCRIBE: RTSP 404", "rtsp.status") };
    const what = status < 400 ? "a redirect, which is not followed" : "refused";
    return { kind: "failed", failure: failure("deviceFault", `${method}: RTSP ${status}, ${what}`, "rtsp.status") };
  };

  const challenged = (message: RtspMessage, asked: UnderWay): Outcome => {
    const refused = session.challenged(headerValues(message, "WWW-Authenticate"), asked);
    if (refused !== null) return { kind: "failed", failure: refused };
    const { method, uri, message: first } = asked;
    const again = write(method, uri, method === "SETUP" ? setUpHeaders(first.headers) : first.headers, first.body);
    underWay = { ...asked, sequence, signed: true, repeated: asked.signed };
    return { kind: "resend", bytes: again.bytes };
  };

  const granted = (message: RtspMessage, asked: UnderWay): Outcome => {
    if (asked.signed) session.accepted();
    if (asked.method === "SETUP") sessionId = headerValue(message, "Session")?.split(";")[0]?.trim() ?? null;
    if (asked.method === "TEARDOWN") sessionId = null;
    if (asked.method === "OPTIONS") optionsOffered = headerValue(message, "Public") ?? optionsOffered;
    if (asked.method !== "DESCRIBE") return forward(message, asked, message.body);
    const unusable = describe(message, asked.uri);
    return unusable === null ? forward(message, asked, message.body) : { kind: "failed", failure: unusable };
  };

  return {
    introduce: (method) => {
      const headers = method === "DESCRIBE" ? [{ name: "Accept", value: "application/sdp" }] : [];
      const message = { kind: "message", startLine: `${method} ${localUrl} RTSP/1.0`, headers, body: nothing } as const;
      const { uri } = camera.address;
      const { bytes, signed } = write(method, uri, headers);
      underWay = { message, method, uri, sequence, signed, repeated: false };
      return bytes;
    },
    description: () => description,
    known: (message) => {
      const method = methodOf(message);
      if (description === null || sessionId !== null || (method !== "OPTIONS" && method !== "DESCRIBE")) return null;
      const headers = [{ name: "CSeq", value: headerValue(message, "CSeq") ?? "0" }];
      if (method === "OPTIONS") return writeMessage(ok, [...headers, { name: "Public", value: optionsOffered }]);
      return writeMessage(
        ok,
        [
          ...headers,
          { name: "Content-Type", value: "application/sdp" },
          { name: "Content-Base", value: `${localUrl}/` },
        ],
        new TextEncoder().encode(description.narrowed(trackUrl)),
      );
    },
    overUdp: (port) => {
      udpPort = port;
      if (underWay?.method !== "SETUP") return null;
      const asked = underWay;
      const again = write(asked.method, asked.uri, setUpHeaders(asked.message.headers));
      underWay = { ...asked, sequence };
      return again.bytes;
    },
    rtcpWay: () => rtcpWay,
    request: (message) => {
      const method = methodOf(message);
      const uri = cameraUri(message.startLine.split(" ")[1] ?? "");
      if (uri === null) return refusal("internal", `ffmpeg asked ${method} of a URL it was not given`);
      const headers = method === "SETUP" ? setUpHeaders(message.headers) : message.headers;
      const { bytes, signed } = write(method, uri, headers, message.body);
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
      const locked = status === 403 || (status === 401 && /lock/i.test(message.startLine));
      if (locked && !dispensable.has(asked.method))
        return {
          kind: "failed",
          failure: failure("lockedOut", `${asked.method} was forbidden (RTSP ${status})`, "rtsp.status"),
        };
      if (status === 401) return challenged(message, asked);
      if (dispensable.has(asked.method) || asked.method === "OPTIONS") return forward(message, asked, message.body);
      return refused(message, status, asked);
    },
    tearDown: () => {
      if (sessionId === null) return null;
      const uri = description?.aggregateUri ?? camera.address.uri;
      return write("TEARDOWN", uri, [{ name: "Session", value: sessionId }]).bytes;
    },
  };
};
