import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls, TLSSocket } from "node:tls";
import { refusal, success, type Result } from "../domain/result";
import { hostAndPort } from "./onvif/address";
import { certificateOf } from "./onvif/transport";

/** What one try may cost. */
export interface RtspReachLimits {
  /** Until the connection (with TLS) stands, ms. */
  readonly connectMs: number;
  /** From then to the status line of the answer, ms. */
  readonly answerMs: number;
}

/** More than a status line; what comes behind it is not waited for. */
const maxAnswerBytes = 1024;

/**
 * Whether an RTSP server answers: OPTIONS (RFC 2326 §10.1) without a login, which opens no session. Any status will do,
 * for a server that wants a login is there. Failures: `unreachable`, `timedOut`, `connectionLost`, `notRtsp`
 * (something else answers), `tlsFailed`, `certificateChanged` (`detail` is the one shown).
 *
 * @param pinnedSha256 the only certificate accepted of an rtsps server; null: whichever it shows
 */
export const reachRtsp = (
  streamUrl: string,
  pinnedSha256: string | null,
  limits: RtspReachLimits,
): Promise<Result<Record<string, never>>> =>
  new Promise((resolve) => {
    const url = new URL(streamUrl);
    const { host, port } = hostAndPort(url);
    // Some cameras take their login there.
    const asked = new URL(url);
    asked.search = "";
    const secure = url.protocol === "rtsps:";
    // Nobody has signed a camera's certificate: what counts is that it stays the same one.
    const socket: Socket = secure
      ? connectTls({ host, port, rejectUnauthorized: false })
      : connectPlain({ host, port });
    let timer: NodeJS.Timeout;
    let heard = "";
    const settle = (result: Result<Record<string, never>>): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const within = (ms: number, result: Result<Record<string, never>>): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        settle(result);
      }, ms);
    };
    within(limits.connectMs, refusal("unreachable", "no connection in time", "rtsp.connect"));
    socket.on("error", (error: NodeJS.ErrnoException) => {
      settle(refusal(kindOf(error.code ?? "", secure), error.code, "rtsp.connect"));
    });
    socket.on("close", () => {
      settle(refusal("connectionLost", "closed before an answer", "rtsp"));
    });
    socket.once(secure ? "secureConnect" : "connect", () => {
      const shown = socket instanceof TLSSocket ? certificateOf(socket) : null;
      if (shown !== null && pinnedSha256 !== null && shown !== pinnedSha256) {
        settle(refusal("certificateChanged", shown, "tls.certificate"));
        return;
      }
      within(limits.answerMs, refusal("timedOut", "no answer in time", "rtsp"));
      socket.write(`OPTIONS ${asked.href} RTSP/1.0\r\nCSeq: 1\r\nUser-Agent: Zhishou\r\n\r\n`);
    });
    socket.on("data", (bytes: Buffer) => {
      heard += bytes.toString("latin1");
      if (heard.startsWith("RTSP/") && heard.includes("\n")) settle(success({}));
      else if (!"RTSP/".startsWith(heard.slice(0, 5)) || heard.length > maxAnswerBytes)
        settle(refusal("notRtsp", "not an RTSP answer", "rtsp"));
    });
  });

const kindOf = (code: string, secure: boolean): "unreachable" | "connectionLost" | "tlsFailed" => {
  if (["ECONNRESET", "EPIPE", "ECONNABORTED"].includes(code)) return "connectionLost";
  return secure && /^(ERR_TLS|ERR_SSL|EPROTO)/.test(code) ? "tlsFailed" : "unreachable";
};
