import { createHash } from "node:crypto";
import { connect } from "node:net";
import { digestParameters } from "../digestChallenge";

export interface RtspReply {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface InterleavedFrame {
  readonly channel: number;
  readonly payload: Buffer;
}

export interface Login {
  readonly userName: string;
  readonly password: string;
  /** Signs this instead of the request's URI: a client that errs. */
  readonly uri?: string;
}

/** A bare RTSP client over one TCP connection, for tests that need to see each answer and each packet. */
export interface RtspTestClient {
  request(method: string, uri: string, headers?: Readonly<Record<string, string>>): Promise<RtspReply>;
  /** Repeats the request once with the digest the 401 asks for. */
  login(login: Login, method: string, uri: string, headers?: Readonly<Record<string, string>>): Promise<RtspReply>;
  /** Sends bytes as they are; for what is no request. */
  send(bytes: string): void;
  /** The next frame that satisfies `wanted`; those before it are kept in {@link frames}. */
  nextFrame(wanted?: (frame: InterleavedFrame) => boolean): Promise<InterleavedFrame>;
  /** Everything that came so far. */
  readonly frames: readonly InterleavedFrame[];
  readonly closed: Promise<void>;
  close(): void;
}

const md5 = (text: string): string => createHash("md5").update(text).digest("hex");

const authorization = (challenge: string, login: Login, method: string, requestUri: string): string => {
  const parameters = digestParameters(challenge) ?? new Map<string, string>();
  const realm = parameters.get("realm") ?? "";
  const nonce = parameters.get("nonce") ?? "";
  const uri = login.uri ?? requestUri;
  const secret = md5(`${login.userName}:${realm}:${login.password}`);
  const signed = md5(`${method}:${uri}`);
  const fields = `Digest username="${login.userName}", realm="${realm}", nonce="${nonce}", uri="${uri}"`;
  if (!parameters.has("qop")) return `${fields}, response="${md5(`${secret}:${nonce}:${signed}`)}"`;
  const response = md5(`${secret}:${nonce}:00000001:c0ffee:auth:${signed}`);
  return `${fields}, qop=auth, nc=00000001, cnonce="c0ffee", response="${response}"`;
};

export const connectRtsp = (url: string): RtspTestClient => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const frames: InterleavedFrame[] = [];
  const frameWaiters = new Set<(frame: InterleavedFrame) => void>();
  const replyWaiters: ((reply: RtspReply) => void)[] = [];
  let buffer: Buffer = Buffer.alloc(0);
  let sequence = 0;

  const takeFrame = (): boolean => {
    if (buffer.length < 4 || buffer.length < 4 + buffer.readUInt16BE(2)) return false;
    const end = 4 + buffer.readUInt16BE(2);
    const frame = { channel: buffer[1] ?? 0, payload: buffer.subarray(4, end) };
    buffer = buffer.subarray(end);
    frames.push(frame);
    for (const waiter of frameWaiters) waiter(frame);
    return true;
  };
  const takeReply = (): boolean => {
    const end = buffer.indexOf("\r\n\r\n");
    if (end === -1) return false;
    const [first = "", ...lines] = buffer.toString("utf8", 0, end).split("\r\n");
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(":");
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    );
    const bodyEnd = end + 4 + Number(headers.get("content-length") ?? "0");
    if (buffer.length < bodyEnd) return false;
    const reply = { status: Number(first.split(" ")[1]), headers, body: buffer.toString("utf8", end + 4, bodyEnd) };
    buffer = buffer.subarray(bodyEnd);
    replyWaiters.shift()?.(reply);
    return true;
  };
  socket.on("data", (bytes) => {
    buffer = Buffer.concat([buffer, bytes]);
    while (buffer.length > 0 && (buffer[0] === 0x24 ? takeFrame() : takeReply()));
  });
  socket.on("error", () => undefined); // followed by "close"
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => {
      resolve();
    });
  });

  const request: RtspTestClient["request"] = (method, uri, headers = {}) => {
    sequence += 1;
    const lines = Object.entries({ CSeq: String(sequence), ...headers }).map(([name, value]) => `${name}: ${value}`);
    socket.write([`${method} ${uri} RTSP/1.0`, ...lines, "", ""].join("\r\n"));
    const reply = new Promise<RtspReply>((resolve) => replyWaiters.push(resolve));
    const lost = closed.then((): never => {
      throw new Error(`the connection was closed before the answer to ${method}`);
    });
    return Promise.race([reply, lost]);
  };

  return {
    request,
    login: async (login, method, uri, headers = {}) => {
      const challenge = (await request(method, uri, headers)).headers.get("www-authenticate") ?? "";
      return request(method, uri, { ...headers, Authorization: authorization(challenge, login, method, uri) });
    },
    send: (bytes) => socket.write(bytes),
    nextFrame: (wanted = () => true) =>
      new Promise((resolve) => {
        const waiter = (frame: InterleavedFrame): void => {
          if (!wanted(frame)) return;
          frameWaiters.delete(waiter);
          resolve(frame);
        };
        frameWaiters.add(waiter);
      }),
    frames,
    closed,
    close: () => socket.destroy(),
  };
};
