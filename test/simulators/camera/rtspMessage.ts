/** One request of RTSP 1.0 (RFC 2326 §6). */
export interface RtspRequest {
  readonly method: string;
  readonly uri: string;
  readonly version: string;
  /** Names in lower case; of a repeated header the last. */
  readonly headers: ReadonlyMap<string, string>;
}

export interface RtspAnswer {
  readonly status: number;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

export type RtspInput =
  | { readonly kind: "request"; readonly request: RtspRequest }
  /** What a client sends on an interleaved channel: RTCP. */
  | { readonly kind: "interleaved"; readonly channel: number; readonly payload: Buffer }
  /** Not RTSP, or larger than any request: the connection is of no further use. */
  | { readonly kind: "broken" };

const reasons: Readonly<Record<number, string>> = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  453: "Not Enough Bandwidth",
  454: "Session Not Found",
  455: "Method Not Valid in This State",
  459: "Aggregate Operation Not Allowed",
  461: "Unsupported Transport",
  501: "Not Implemented",
  503: "Service Unavailable",
  505: "RTSP Version Not Supported",
};

const largestHeadBytes = 16_384;
const largestBodyBytes = 65_536;
const dollar = 0x24;

const parseHead = (head: string): RtspRequest | null => {
  const [first = "", ...lines] = head.split("\r\n");
  const match = /^([A-Z_]{1,32}) (\S+) (RTSP\/\d+\.\d+)$/.exec(first);
  if (match === null) return null;
  const [, method = "", uri = "", version = ""] = match;
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) return null;
    headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { method, uri, version, headers };
};

/** Reads a connection's bytes, in whatever pieces they come. A body is swallowed: no request here has a meaning in it. */
export const openRtspReader = (): ((bytes: Buffer) => readonly RtspInput[]) => {
  let buffer: Buffer = Buffer.alloc(0);
  let bodyLeft = 0;

  const takeInterleaved = (): RtspInput | null => {
    if (buffer.length < 4) return null;
    const end = 4 + buffer.readUInt16BE(2);
    if (buffer.length < end) return null;
    const input: RtspInput = { kind: "interleaved", channel: buffer[1] ?? 0, payload: buffer.subarray(4, end) };
    buffer = buffer.subarray(end);
    return input;
  };
  const takeRequest = (): RtspInput | null => {
    const end = buffer.indexOf("\r\n\r\n");
    if (end === -1) return buffer.length > largestHeadBytes ? { kind: "broken" } : null;
    const request = end > largestHeadBytes ? null : parseHead(buffer.toString("utf8", 0, end));
    const length = Number(request?.headers.get("content-length") ?? "0");
    if (request === null || !Number.isInteger(length) || length < 0 || length > largestBodyBytes) {
      return { kind: "broken" };
    }
    buffer = buffer.subarray(end + 4);
    bodyLeft = length;
    return { kind: "request", request };
  };

  return (bytes) => {
    buffer = buffer.length === 0 ? bytes : Buffer.concat([buffer, bytes]);
    const inputs: RtspInput[] = [];
    while (buffer.length > 0) {
      if (bodyLeft > 0) {
        const swallowed = Math.min(bodyLeft, buffer.length);
        buffer = buffer.subarray(swallowed);
        bodyLeft -= swallowed;
        continue;
      }
      const input = buffer[0] === dollar ? takeInterleaved() : takeRequest();
      if (input === null) break;
      inputs.push(input);
      if (input.kind === "broken") break;
    }
    return inputs;
  };
};

/** The answer as it goes out. `sequence` is the request's CSeq. */
export const formatAnswer = (answer: RtspAnswer, sequence: string | undefined): string => {
  const body = answer.body ?? "";
  const headers = [
    ...(sequence === undefined ? [] : [["CSeq", sequence] as const]),
    ["Server", "Simulated camera"] as const,
    ...(answer.headers ?? []),
    ...(body === "" ? [] : [["Content-Length", String(Buffer.byteLength(body))] as const]),
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`RTSP/1.0 ${answer.status} ${reasons[answer.status] ?? "Unknown"}`, ...lines, "", body].join("\r\n");
};
