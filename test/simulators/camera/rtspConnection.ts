import type { Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Gate } from "./rtspGate";
import { chooseTransport, interleavedTransport, udpTransport, type RtpTransport } from "./rtpTransport";
import { formatAnswer, openRtspReader, type RtspAnswer, type RtspRequest } from "./rtspMessage";
import type { RtspServerOptions } from "./rtspServer";
import { openRtspSession, type RtspSession } from "./rtspSession";
import { describePresentation, trackNames, type Presentation } from "./sdp";

export interface RtspConnection {
  /** The path of the session that is set up here; null when there is none. */
  readonly sessionPath: string | null;
  readonly playing: boolean;
  drop(): void;
}

export interface ConnectionOptions extends RtspServerOptions {
  readonly gate: Gate;
  /** The status that refuses one more session; null when there is room. */
  refusal(): number | null;
}

const publicMethods = ["OPTIONS", "DESCRIBE", "SETUP", "PLAY", "PAUSE", "GET_PARAMETER", "TEARDOWN"] as const;
type Method = (typeof publicMethods)[number];

const mostWaitingBytes = 4 * 1024 * 1024;
const senderReportMs = 5_000;

/** `/main/trackID=1` of a request's URL, without query and without the last slash; null when it is no URL. */
const pathOf = (uri: string): string | null => {
  if (uri === "*") return "/";
  const url = URL.canParse(uri) ? new URL(uri) : null;
  return url !== null && /^rtsps?:$/.test(url.protocol) ? url.pathname.replace(/\/+$/, "") : null;
};

/** A path's stream and track; without one the picture is meant. */
const splitTrack = (path: string): { readonly streamPath: string; readonly trackName: string } => {
  const trackName = Object.values(trackNames).find((name) => path.endsWith(`/${name}`));
  if (trackName === undefined) return { streamPath: path, trackName: trackNames.video };
  return { streamPath: path.slice(0, -trackName.length - 1), trackName };
};

const isMethod = (method: string): method is Method => publicMethods.some((known) => known === method);

/** Serves one client until either side closes. Requests are answered one after the other, in their order. */
export const serveRtspConnection = (socket: Socket, options: ConnectionOptions): RtspConnection => {
  const { faults, gate } = options;
  let session: RtspSession | null = null;
  let sessionPath: string | null = null;
  let heardMs = performance.now();
  const read = openRtspReader();
  let queue: Promise<void> = Promise.resolve();

  const hear = (): void => {
    heardMs = performance.now();
  };
  const sessionHeader = (open: RtspSession): readonly [string, string] => [
    "Session",
    `${open.id};timeout=${options.sessionTimeoutSeconds}`,
  ];
  const endSession = (): void => {
    session?.end();
    session = null;
    sessionPath = null;
  };

  const describe = (request: RtspRequest, presentation: Presentation): RtspAnswer => ({
    status: 200,
    headers: [
      ["Content-Type", "application/sdp"],
      ["Content-Base", `${request.uri.replace(/\/+$/, "")}/`],
      ["Cache-Control", "no-cache"],
    ],
    body: describePresentation(presentation, options.address),
  });

  const transportFor = async (header: string): Promise<RtpTransport | null> => {
    const allowed = options.transports.filter((name) => name === "udp" || !faults.tcpRefused);
    const choice = chooseTransport(header, allowed);
    if (choice === null) return null;
    if (choice.name === "tcp") return interleavedTransport(socket, choice.pair, faults, mostWaitingBytes);
    const client = socket.remoteAddress ?? options.address;
    return udpTransport({ own: options.address, client }, choice.pair, faults, hear);
  };

  const setUp = async (request: RtspRequest, path: string, presentation: Presentation): Promise<RtspAnswer> => {
    const { streamPath, trackName } = splitTrack(path);
    if (sessionPath !== null && sessionPath !== streamPath) return { status: 459 };
    if (session?.has(trackName) === true || session?.playing === true) return { status: 455 };
    const track = trackName === trackNames.video ? presentation.video : presentation.audio;
    if (track === null) return { status: 404 };
    const refusal = session === null ? options.refusal() : null;
    if (refusal !== null) return { status: refusal };
    const transport = await transportFor(request.headers.get("transport") ?? "");
    if (transport === null) return { status: 461 };
    if (socket.destroyed) {
      transport.close();
      return { status: 503 };
    }
    const canonicalName = `camera@${options.address}`;
    session ??= openRtspSession({ faults, senderReportMs, canonicalName, startWith: options.startWith });
    session.addTrack(trackName, track, transport);
    sessionPath = streamPath;
    return { status: 200, headers: [["Transport", transport.header], sessionHeader(session)] };
  };

  /** `undefined`: none named. */
  const named = (request: RtspRequest): RtspSession | null | undefined => {
    const id = request.headers.get("session")?.split(";")[0]?.trim();
    if (id === undefined) return undefined;
    return session?.id === id ? session : null;
  };

  const play = (request: RtspRequest, open: RtspSession): RtspAnswer => {
    const base = request.uri.replace(/\/+$/, "").replace(/\/trackID=\d$/, "");
    const rtpInfo = open
      .play()
      .map(({ trackName, sequence, timestamp }) => `url=${base}/${trackName};seq=${sequence};rtptime=${timestamp}`);
    return {
      status: 200,
      headers: [sessionHeader(open), ["Range", "npt=now-"], ["RTP-Info", rtpInfo.join(",")]],
    };
  };

  const inSession = (request: RtspRequest, method: Method, open: RtspSession): RtspAnswer => {
    if (method === "PLAY") return play(request, open);
    if (method === "PAUSE") open.pause();
    if (method === "TEARDOWN") endSession();
    return { status: 200, headers: method === "TEARDOWN" ? [] : [sessionHeader(open)] };
  };

  const unauthorised = (status: 401 | 403, stale: boolean): RtspAnswer => {
    const challenges = status === 401 ? gate.challenges(stale) : [];
    return { status, headers: challenges.map((value) => ["WWW-Authenticate", value] as const) };
  };

  const answerTo = async (request: RtspRequest): Promise<RtspAnswer> => {
    const { method } = request;
    if (!request.headers.has("cseq")) return { status: 400 };
    if (request.version !== "RTSP/1.0") return { status: 505 };
    const lock = options.account.lock();
    if (lock !== null) return unauthorised(lock.status, false);
    const verdict = gate.check(request);
    if (verdict !== "accepted") return unauthorised(401, verdict === "stale");
    if (!isMethod(method)) return { status: 501, headers: [["Public", publicMethods.join(", ")]] };
    const open = named(request);
    if (open === null) return { status: 454 };
    if (method === "OPTIONS") return { status: 200, headers: [["Public", publicMethods.join(", ")]] };
    const path = pathOf(request.uri);
    if (path === null) return { status: 400 };
    if (method === "DESCRIBE" || method === "SETUP") {
      const presentation = await options.streamAt(splitTrack(path).streamPath);
      if (presentation === null) return { status: 404 };
      return method === "DESCRIBE" ? describe(request, presentation) : setUp(request, path, presentation);
    }
    if (open === undefined) return { status: method === "GET_PARAMETER" ? 200 : 454 };
    return inSession(request, method, open);
  };

  const answer = async (request: RtspRequest): Promise<void> => {
    if (faults.slowMs > 0) await wait(faults.slowMs, undefined, { ref: false });
    if (faults.halfOpen) return;
    const reply = await answerTo(request).catch((): RtspAnswer => ({ status: 503 }));
    if (!socket.writable) return;
    const text = formatAnswer(reply, request.headers.get("cseq"));
    if (faults.cut) socket.end(text.slice(0, text.length / 2));
    else socket.write(text);
  };

  // Over one TCP connection whatever the client sends is a sign of life: a request, or RTCP.
  const watchdog = setInterval(() => {
    if (performance.now() - heardMs > options.sessionTimeoutSeconds * 1000) socket.destroy();
  }, 1_000);
  socket.on("data", (bytes) => {
    hear();
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
    get sessionPath() {
      return sessionPath;
    },
    get playing() {
      return session?.playing ?? false;
    },
    drop: () => socket.destroy(),
  };
};
