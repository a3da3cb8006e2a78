import { createHash } from "node:crypto";
import { connect, type Socket } from "node:net";
import { systemClock } from "../../../../app/base/clock";
import type { Credential } from "../../../../app/contract/media";
import type { Failure } from "../../../../app/domain/failure";
import { mediaLimits } from "../../../../native/media/limits";
import { openRelay, type Relay, type RelayAdmission } from "../../../../native/media/relay/relay";
import { headerValue, rtspReader, type RtspMessage, type RtspPart } from "../../../../native/media/relay/rtspMessage";
import type { RelayCamera, RelayListener } from "../../../../native/media/relay/parties";
import { parseRtspUrl, type RtspAddress } from "../../../../native/media/relay/rtspUrl";
import type { Certificate } from "../../../simulators/camera/certificate";
import { playsButSendsNothing, reply } from "./fakeBehaviours";
import { startFakeCamera, type FakeBehaviour, type FakeCamera } from "./fakeCamera";

export const credential = { userName: "admin", password: "s3cret" };
export const open: { close(): unknown }[] = [];

/** Ends what this bench opened: for `afterEach`. */
export const closeAll = async (): Promise<void> => {
  for (const one of open.splice(0).reverse()) await one.close();
};

/** In ffmpeg's place. */
export interface Client {
  /** Sends a request and resolves with the next message that comes. */
  ask(method: string, uri: string): Promise<RtspMessage>;
  readonly interleaved: Buffer;
  readonly socket: Socket;
  readonly closed: Promise<void>;
  next(wanted: (parts: readonly RtspPart[]) => boolean): Promise<void>;
}

export const openClient = (url: string): Client => {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  open.push({ close: () => socket.destroy() });
  const reader = rtspReader(mediaLimits);
  const parts: RtspPart[] = [];
  const waiting = new Set<() => void>();
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    const read = reader.read(chunk);
    if (read.ok) parts.push(...read.value);
    for (const look of waiting) look();
  });
  const next = (wanted: (parts: readonly RtspPart[]) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (wanted(parts)) resolve();
      };
      waiting.add(look);
      look();
    });
  const messages = (): RtspMessage[] => parts.flatMap((part) => (part.kind === "message" ? [part] : []));
  let sequence = 0;
  return {
    socket,
    closed: new Promise((resolve) =>
      socket.once("close", () => {
        resolve();
      }),
    ),
    next,
    get interleaved() {
      return Buffer.concat(parts.flatMap((part) => (part.kind === "interleaved" ? [part.bytes] : [])));
    },
    ask: async (method, uri) => {
      const before = messages().length;
      sequence += 1;
      socket.write(`${method} ${uri} RTSP/1.0\r\nCSeq: ${String(sequence)}\r\nUser-Agent: Lavf\r\n\r\n`);
      await next(() => messages().length > before);
      return messages()[before] as RtspMessage;
    },
  };
};

/** Proceeds as soon as the camera is reached and listens to nothing else. */
export const deaf: RelayListener = {
  reached: (proceed) => {
    proceed();
  },
  certificateSeen: () => undefined,
  loggingIn: () => undefined,
  described: () => undefined,
  playing: () => undefined,
  received: () => undefined,
  senderReport: () => undefined,
  failed: () => undefined,
  closed: () => undefined,
};

export const cameraAt = (
  address: RtspAddress,
  login: Credential | null = null,
  more: Partial<RelayCamera> = {},
): RelayCamera => ({ address, credential: login, transport: "auto", certificateSha256: null, ...more });

export interface Bench {
  readonly camera: FakeCamera;
  readonly relay: Relay;
  readonly admission: RelayAdmission;
  readonly told: readonly string[];
  /** Resolves with the way the pictures come. */
  readonly playing: Promise<string>;
  readonly failed: Promise<Failure>;
}

export const bench = async (
  behave: FakeBehaviour,
  limits = {},
  login: typeof credential | null = credential,
  more: Partial<RelayCamera> = {},
  certificate?: Certificate,
): Promise<Bench> => {
  const camera = await startFakeCamera(behave, certificate);
  const relay = await openRelay({ ...mediaLimits, ...limits }, systemClock);
  open.push(camera, relay);
  const address = parseRtspUrl(camera.url);
  if (!address.ok) throw new Error("address");
  const told: string[] = [];
  let tellFailure: (failure: Failure) => void = () => undefined;
  const failed = new Promise<Failure>((resolve) => (tellFailure = resolve));
  let tellPlaying: (transport: string) => void = () => undefined;
  const playing = new Promise<string>((resolve) => (tellPlaying = resolve));
  const admission = relay.admit(cameraAt(address.value, login, more), {
    ...deaf,
    loggingIn: () => told.push("loggingIn"),
    playing: (transport) => {
      told.push(`playing over ${transport}`);
      tellPlaying(transport);
    },
    senderReport: (cameraUtcMs) => told.push(`clock ${new Date(cameraUtcMs).toISOString()}`),
    certificateSeen: (sha256) => told.push(`certificate ${sha256}`),
    failed: tellFailure,
  });
  return { camera, relay, admission, told, playing, failed };
};

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

/** Asks for digest and lets in only what is signed for its method and URI. */
export const guarded =
  (nonce: () => string, behave: FakeBehaviour = playsButSendsNothing): FakeBehaviour =>
  (request, answer) => {
    const [method = "", uri = ""] = request.startLine.split(" ");
    const given = headerValue(request, "Authorization") ?? "";
    const expected = md5(`${md5("admin:cam:s3cret")}:${nonce()}:${md5(`${method}:${uri}`)}`);
    if (given.includes(`response="${expected}"`) && given.includes(`uri="${uri}"`)) behave(request, answer);
    else answer.write(reply(request, "401 Unauthorized", [`WWW-Authenticate: Digest realm="cam", nonce="${nonce()}"`]));
  };

export const play = async (client: Client, url: string): Promise<RtspMessage[]> => [
  await client.ask("OPTIONS", url),
  await client.ask("DESCRIBE", url),
  await client.ask("SETUP", `${url}/track`),
  await client.ask("PLAY", `${url}/`),
];
