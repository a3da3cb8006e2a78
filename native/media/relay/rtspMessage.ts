import { refusal, success, type Result } from "../../../app/domain/result";

/** One header line of an RTSP message, the name as it was written. */
export interface RtspHeader {
  readonly name: string;
  readonly value: string;
}

/** A request or an answer (RFC 2326 §4–7). */
export interface RtspMessage {
  readonly kind: "message";
  readonly startLine: string;
  readonly headers: readonly RtspHeader[];
  readonly body: Uint8Array;
}

/** One or more whole `$` frames (RFC 2326 §10.12), untouched. */
export interface RtspInterleaved {
  readonly kind: "interleaved";
  readonly bytes: Uint8Array;
}

export type RtspPart = RtspMessage | RtspInterleaved;

export interface RtspLimits {
  readonly headerBytes: number;
  readonly headerLines: number;
  readonly bodyBytes: number;
}

/** All values of a header, names compared without case. */
export const headerValues = (message: RtspMessage, name: string): readonly string[] =>
  message.headers.filter((header) => header.name.toLowerCase() === name.toLowerCase()).map((header) => header.value);

export const headerValue = (message: RtspMessage, name: string): string | undefined => headerValues(message, name)[0];

/** `null` when the message is a request. */
export const statusOf = (message: RtspMessage): number | null => {
  const status = /^RTSP\/\d\.\d (\d{3})/.exec(message.startLine)?.[1];
  return status === undefined ? null : Number(status);
};

export const methodOf = (message: RtspMessage): string => message.startLine.split(" ", 1)[0] ?? "";

/** Bytes of a message; the length header is written here and nowhere else. */
export const writeMessage = (
  startLine: string,
  headers: readonly RtspHeader[],
  body: Uint8Array = new Uint8Array(),
): Uint8Array => {
  const lines = headers.filter(({ name }) => name.toLowerCase() !== "content-length");
  if (body.length > 0) lines.push({ name: "Content-Length", value: String(body.length) });
  const head = [startLine, ...lines.map(({ name, value }) => `${name}: ${value}`), "", ""].join("\r\n");
  return Buffer.concat([Buffer.from(head, "latin1"), body]);
};

const startLineShape = /^(RTSP\/\d\.\d \d{3}( .*)?|[A-Z_]{1,32} \S+ RTSP\/\d\.\d)$/;

const parseHead = (text: string, limits: RtspLimits): Result<RtspMessage & { readonly bodyBytes: number }> => {
  const [startLine = "", ...lines] = text.split(/\r?\n/);
  if (!startLineShape.test(startLine))
    return refusal("malformedAnswer", "neither an RTSP request nor an RTSP answer", "rtsp.header");
  if (lines.length > limits.headerLines)
    return refusal("answerTooLarge", `more than ${limits.headerLines} header lines`, "rtsp.header");
  const headers: RtspHeader[] = [];
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon <= 0) return refusal("malformedAnswer", "a header line without a name", "rtsp.header");
    headers.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  const message: RtspMessage = { kind: "message", startLine, headers, body: new Uint8Array() };
  const length = headerValue(message, "Content-Length") ?? "0";
  if (!/^\d{1,9}$/.test(length))
    return refusal("malformedAnswer", "a length that is no number", "rtsp.header.Content-Length");
  if (Number(length) > limits.bodyBytes)
    return refusal("answerTooLarge", `a body of ${length} bytes`, "rtsp.header.Content-Length");
  return success({ ...message, bodyBytes: Number(length) });
};

/** End of the head that starts at `from`: `[end of its text, start of what follows]`. */
const findHeadEnd = (data: Buffer, from: number): readonly [number, number] | null => {
  const crlf = data.indexOf("\r\n\r\n", from, "latin1");
  const lf = data.indexOf("\n\n", from, "latin1");
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return [crlf, crlf + 4];
  return lf < 0 ? null : [lf, lf + 2];
};

const dollar = 0x24;
const frameHeaderBytes = 4;

export interface RtspReader {
  /** The parts completed by these bytes. After a refusal the connection is of no more use. */
  read(chunk: Uint8Array): Result<readonly RtspPart[]>;
}

/** Incremental, bounded reader of one direction of an RTSP connection. `interleaved` bytes may be views of the chunk. */
export const rtspReader = (limits: RtspLimits): RtspReader => {
  /** The beginning of a head or of a frame header, not yet whole. */
  let rest = Buffer.alloc(0);
  /** A body or frame of known length that is being filled. */
  let filling: { readonly target: Uint8Array; filled: number; readonly finish: () => RtspPart } | null = null;

  const fillFrom = (data: Buffer, position: number): number => {
    if (filling === null) return 0;
    const taken = Math.min(filling.target.length - filling.filled, data.length - position);
    filling.target.set(data.subarray(position, position + taken), filling.filled);
    filling.filled += taken;
    return taken;
  };

  return {
    read: (chunk) => {
      const arrived = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const data = rest.length === 0 ? arrived : Buffer.concat([rest, arrived]);
      rest = Buffer.alloc(0);
      const parts: RtspPart[] = [];
      let position = 0;
      let runStart: number | null = null;
      const endRun = (): void => {
        if (runStart !== null && position > runStart)
          parts.push({ kind: "interleaved", bytes: data.subarray(runStart, position) });
        runStart = null;
      };

      while (position < data.length) {
        if (filling !== null) {
          position += fillFrom(data, position);
          if (filling.filled < filling.target.length) break;
          parts.push(filling.finish());
          filling = null;
        } else if (data[position] === dollar) {
          runStart ??= position;
          if (data.length - position < frameHeaderBytes) break;
          const frameBytes = frameHeaderBytes + data.readUInt16BE(position + 2);
          if (data.length - position >= frameBytes) {
            position += frameBytes;
            continue;
          }
          endRun();
          const target = new Uint8Array(frameBytes);
          filling = { target, filled: 0, finish: () => ({ kind: "interleaved", bytes: target }) };
        } else if (data[position] === 0x0d || data[position] === 0x0a) {
          // Blank lines between messages are let pass, as HTTP does (RFC 9112 §2.2).
          endRun();
          position += 1;
        } else {
          endRun();
          const end = findHeadEnd(data, position);
          if ((end?.[0] ?? data.length) - position > limits.headerBytes)
            return refusal("answerTooLarge", `a header of more than ${limits.headerBytes} bytes`, "rtsp.header");
          if (end === null) break;
          const head = parseHead(data.toString("latin1", position, end[0]), limits);
          if (!head.ok) return head;
          position = end[1];
          const { bodyBytes, ...message } = head.value;
          if (bodyBytes === 0) parts.push(message);
          else {
            const target = new Uint8Array(bodyBytes);
            filling = { target, filled: 0, finish: () => ({ ...message, body: target }) };
          }
        }
      }
      endRun();
      if (filling === null && position < data.length) rest = Buffer.from(data.subarray(position));
      return success(parts);
    },
  };
};
