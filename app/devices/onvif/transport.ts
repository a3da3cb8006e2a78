import { TLSSocket } from "node:tls";
import { Agent, buildConnector, errors, request, type Dispatcher } from "undici";
import { refusal, success, type Refusal, type Result } from "../../domain/result";
import type { OnvifLimits } from "./limits";

/** A whole HTTP answer, within the limits. */
export interface HttpAnswer {
  readonly status: number;
  readonly body: Uint8Array;
  /** Every value of a header, its name in lower case. */
  header(name: string): readonly string[];
}

/** HTTP to one device. */
export interface Transport {
  /** Sends one POST; never follows a redirect. Failures say what went wrong on the way, `part` beginning with `http`. */
  post(url: URL, headers: Readonly<Record<string, string>>, body: string): Promise<Result<HttpAnswer>>;
  /** SHA-256 of the certificate the device showed, lower-case hexadecimal; null before the first TLS connection. */
  certificateSha256(): string | null;
  /** Cuts what is under way. */
  close(): Promise<void>;
}

/**
 * @param pinnedSha256 the only certificate that is accepted; null: whichever the device shows first. Nobody has signed
 *   the certificates of cameras: what counts is that it stays the same one.
 */
export const openTransport = (limits: OnvifLimits, pinnedSha256: string | null = null): Transport => {
  let pinned = pinnedSha256;
  // A resumed session would show no certificate.
  const connect = buildConnector({ timeout: limits.connectMs, rejectUnauthorized: false, maxCachedSessions: 0 });
  const agent = new Agent({
    connect: (target, done) => {
      connect(target, (error, socket) => {
        if (error !== null) {
          done(error, null);
          return;
        }
        const shown = socket instanceof TLSSocket ? certificateOf(socket) : null;
        if (shown !== null && shown !== (pinned ?? shown)) {
          socket.destroy();
          done(new CertificateChanged(shown), null);
          return;
        }
        pinned ??= shown;
        done(null, socket);
      });
    },
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.answerMs,
    bodyTimeout: limits.answerMs,
    // One connection per request: cameras close kept connections without a word, and a repeat could be a replay.
    pipelining: 0,
  });
  return {
    post: async (url, headers, body) => {
      // undici's own time-outs begin anew with every byte: only this one ends a device that dribbles.
      const whole = new AbortController();
      const timer = setTimeout(() => {
        whole.abort(new AnswerTimedOut());
      }, limits.answerMs);
      try {
        const answer = await request(url, { dispatcher: agent, method: "POST", headers, body, signal: whole.signal });
        return await readAnswer(answer, limits);
      } catch (error) {
        return fromError(error);
      } finally {
        clearTimeout(timer);
      }
    },
    certificateSha256: () => pinned,
    close: async () => {
      await agent.destroy();
    },
  };
};

class AnswerTimedOut extends Error {}

/** Thrown by our connector; undici hands it to whoever asked. */
class CertificateChanged extends Error {
  constructor(readonly sha256: string) {
    super("another certificate");
  }
}

/** SHA-256 of the certificate that the other side showed, lower-case hexadecimal. */
export const certificateOf = (socket: TLSSocket): string =>
  socket.getPeerCertificate().fingerprint256.replaceAll(":", "").toLowerCase();

const readAnswer = async (answer: Dispatcher.ResponseData, limits: OnvifLimits): Promise<Result<HttpAnswer>> => {
  const header = (name: string): string[] => [answer.headers[name] ?? []].flat();
  const give = (refused: Refusal): Refusal => {
    // Destroying the body closes the connection: nothing more of it is read.
    answer.body.on("error", () => undefined).destroy();
    return refused;
  };
  const tooLarge = refusal("answerTooLarge", `over ${limits.bodyBytes} bytes`, "http.body");
  if (Number(header("content-length")[0] ?? 0) > limits.bodyBytes) return give(tooLarge);
  // Not asked for, and a small compressed answer can be a large one.
  const [encoding = "identity"] = header("content-encoding");
  if (encoding.toLowerCase() !== "identity") {
    return give(refusal("unsupported", "a compressed answer that was not asked for", "http.Content-Encoding"));
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
    length += chunk.byteLength;
    if (length > limits.bodyBytes) return give(tooLarge);
    chunks.push(chunk);
  }
  return success({ status: answer.statusCode, body: Buffer.concat(chunks, length), header });
};

const unreachableCodes = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"];
const lostCodes = ["ECONNRESET", "EPIPE", "ECONNABORTED", "UND_ERR_SOCKET"];

/** An error of undici or of the socket below, as a failure. Only codes go further: messages may quote the answer. */
const fromError = (error: unknown): Refusal => {
  if (error instanceof AnswerTimedOut) return refusal("timedOut", "no whole answer in time", "http");
  if (error instanceof CertificateChanged) return refusal("certificateChanged", error.sha256, "tls.certificate");
  const code = codeOf(error);
  if (error instanceof errors.ConnectTimeoutError || code === "ETIMEDOUT") {
    return refusal("unreachable", "no connection in time", "http.connect");
  }
  if (error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError) {
    return refusal("timedOut", "no whole answer in time", "http");
  }
  if (unreachableCodes.includes(code)) return refusal("unreachable", code, "http.connect");
  if (error instanceof errors.HeadersOverflowError || code === "HPE_HEADER_OVERFLOW") {
    return refusal("answerTooLarge", "the header is too long", "http.header");
  }
  if (lostCodes.includes(code)) return refusal("connectionLost", "closed in the middle of the answer", "http");
  if (/^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|EPROTO)/.test(code)) {
    return refusal("tlsFailed", code, "tls");
  }
  if (error instanceof errors.HTTPParserError || code.startsWith("HPE_")) {
    return refusal("malformedAnswer", `not HTTP: ${code}`, "http");
  }
  return refusal("connectionLost", code === "" ? "the request failed" : code, "http");
};

const codeOf = (error: unknown): string => {
  if (typeof error !== "object" || error === null) return "";
  const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
  return typeof code === "string" ? code : codeOf(cause);
};
