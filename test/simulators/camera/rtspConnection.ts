import type { Socket } from "node:net";
import type { LiveStream } from "./liveStream";
import { formatAnswer, openRtspReader, type RtspAnswer, type RtspRequest } from "./rtspMessage";
import type { Gate, RtspServerOptions } from "./rtspServer";
import { openRtspSession, type ChannelPair, type RtspSession } from "./rtspSession";
import { describeStream, videoTrack } from "./sdp";

export interface RtspConnection {
  readonly playing: boolean;
  stall(stalled: boolean): void;
  drop(): void;
}

export interface ConnectionOptions extends RtspServerOptions {
  readonly gate: Gate;
  /** Of the whole server, changed by its faults. */
  readonly state: { readonly stalled: boolean; readonly refusing: boolean };
}

const publicMethods = ["OPTIONS", "DESCRIBE", "SETUP", "PLAY", "PAUSE", "GET_PARAMETER", "TEARDOWN"] as const;
type Method = (typeof publicMethods)[number];

const mostWaitingBytes = 4 * 1024 * 1024;
const senderReportMs = 5_000;

/** `/main/trackID=1` of a request's URL, without query and without the last slash; null when it is no URL. */
const pathOf = (uri: string): string | null => {
  if (uri === "*") return "/";
  const url = URL.canParse(uri) ? new URL(uri) : null;
  return url?.protocol === "rtsp:" ? url.pathname.replace(/\/+$/, "") : null;
};

const withoutTrack = (path: string): string =>
  path.endsWith(`/${videoTrack}`) ? path.slice(0, -videoTrack.length - 1) : path;

/** The channels of the first transport that is RTP over this connection; null when only others are asked for. */
const channelsOf = (transport: string): ChannelPair | null => {
  for (const choice of transport.split(",")) {
    const [profile = "", ...parameters] = choice.trim().split(";");
    if (profile.toUpperCase() !== "RTP/AVP/TCP") continue;
    const asked = parameters.map((text) => /^interleaved=(\d{1,3})(?:-(\d{1,3}))?$/i.exec(text.trim())).find(Boolean);
    const rtp = Number(asked?.[1] ?? 0);
    const rtcp = Number(asked?.[2] ?? rtp + 1);
    if (rtp <= 255 && rtcp <= 255) return { rtp, rtcp };
  }
  return null;
};

const isMethod = (method: string): method is Method => publicMethods.some((known) => known === method);

/** Serves one client until either side closes. Requests are answered one after the other, in their order. */
export const serveRtspConnection = (socket: Socket, options: ConnectionOptions): RtspConnection => {
  let session: RtspSession | null = null;
  let sessionPath = "";
  const read = openRtspReader();
  let queue: Promise<void> = Promise.resolve();

  const sessionHeader = (open: RtspSession): readonly [string, string] => [
    "Session",
    `${open.id};timeout=${options.sessionTimeoutSeconds}`,
  ];
  const endSession = (): void => {
    session?.end();
    session = null;
  };

  const describe = (request: RtspRequest, stream: LiveStream): RtspAnswer => ({
    status: 200,
    headers: [
      ["Content-Type", "application/sdp"],
      ["Content-Base", `${request.uri.replace(/\/+$/, "")}/`],
      ["Cache-Control", "no-cache"],
    ],
    body: describeStream(stream, options.address),
  });

  const setUp = (request: RtspRequest, path: string, stream: LiveStream): RtspAnswer => {
    if (session !== null) return { status: path === sessionPath ? 455 : 459 };
    const channels = channelsOf(request.headers.get("transport") ?? "");
    if (channels === null) return { status: 461 };
    // Drawing a clip may take longer than the client waits.
    if (options.state.refusing || socket.destroyed) return { status: 503 };
    session = openRtspSession({
      stream,
      socket,
      channels,
      mostWaitingBytes,
      senderReportMs,
      canonicalName: `camera@${options.address}`,
    });
    session.stall(options.state.stalled);
    sessionPath = path;
    const transport = `RTP/AVP/TCP;unicast;interleaved=${channels.rtp}-${channels.rtcp}`;
    return { status: 200, headers: [["Transport", transport], sessionHeader(session)] };
  };

  /** `undefined`: none named. */
  const named = (request: RtspRequest): RtspSession | null | undefined => {
    const id = request.headers.get("session")?.split(";")[0]?.trim();
    if (id === undefined) return undefined;
    return session?.id === id ? session : null;
  };

  const inSession = (request: RtspRequest, method: Method, open: RtspSession): RtspAnswer => {
    switch (method) {
      case "PLAY": {
        const start = open.play();
        const base = request.uri.replace(/\/+$/, "").replace(`/${videoTrack}`, "");
        const rtpInfo = `url=${base}/${videoTrack};seq=${start.sequence};rtptime=${start.timestamp}`;
        return { status: 200, headers: [sessionHeader(open), ["Range", "npt=now-"], ["RTP-Info", rtpInfo]] };
      }
      case "PAUSE":
        open.pause();
        return { status: 200, headers: [sessionHeader(open)] };
      case "TEARDOWN":
        endSession();
        return { status: 200 };
      default:
        return { status: 200, headers: [sessionHeader(open)] };
    }
  };

  const answerTo = async (request: RtspRequest): Promise<RtspAnswer> => {
    const { method } = request;
    if (!request.headers.has("cseq")) return { status: 400 };
    if (request.version !== "RTSP/1.0") return { status: 505 };
    const verdict = options.gate.check(request);
    if (verdict !== "accepted") {
      const challenges = options.gate.challenges(verdict === "stale");
      return { status: 401, headers: challenges.map((value) => ["WWW-Authenticate", value] as const) };
    }
    if (!isMethod(method)) return { status: 501, headers: [["Public", publicMethods.join(", ")]] };
    const open = named(request);
    if (open === null) return { status: 454 };
    if (method === "OPTIONS") return { status: 200, headers: [["Public", publicMethods.join(", ")]] };
    const path = pathOf(request.uri);
    if (path === null) return { status: 400 };
    if (method === "DESCRIBE" || method === "SETUP") {
      const streamPath = withoutTrack(path);
      const stream = await options.streamAt(streamPath);
      if (stream === null) return { status: 404 };
      return method === "DESCRIBE" ? describe(request, stream) : setUp(request, streamPath, stream);
    }
    if (open === undefined) return { status: method === "GET_PARAMETER" ? 200 : 454 };
    return inSession(request, method, open);
  };

  const answer = async (request: RtspRequest): Promise<void> => {
    const reply = await answerTo(request).catch((): RtspAnswer => ({ status: 503 }));
    if (socket.writable) socket.write(formatAnswer(reply, request.headers.get("cseq")));
  };

  // Over one TCP connection whatever the client sends is a sign of life: a request, or RTCP.
  let heardMs = performance.now();
  const watchdog = setInterval(() => {
    if (performance.now() - heardMs > options.sessionTimeoutSeconds * 1000) socket.destroy();
  }, 1_000);
  socket.on("data", (bytes) => {
    heardMs = performance.now();
    for (const input of read(bytes)) {
      if (input.kind === "request") queue = queue.then(() => answer(input.request));
      if (input.kind === "broken") {
        void queue.then(() => socket.end(formatAnswer({ status: 400 }, undefined)));
        socket.pause();
      }
    }
  });
  socket.on("error", () => undefined); // followed by "close"
  socket.on("close", () => {
    clearInterval(watchdog);
    endSession();
  });

  return {
    get playing() {
      return session?.playing ?? false;
    },
    stall: (stalled) => {
      session?.stall(stalled);
    },
    drop: () => socket.destroy(),
  };
};
