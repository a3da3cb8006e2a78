import { refusal, success, type Result } from "../../../app/domain/result";

/** Where an rtsp URL leads, and the URL as it stands in a request: without user information (RFC 2326 §3.2). */
export interface RtspAddress {
  /** For `net.connect`: an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** rtsps: RTSP over TLS. */
  readonly tls: boolean;
  readonly uri: string;
}

const shape = /^(rtsps?):\/\/(?:[^@/?#]*@)?(\[[0-9a-f:.]+\]|[^\s:/?#@[\]]+)(?::(\d{1,5}))?((?:[/?][^\s#]*)?)$/i;

/** Letters beyond ASCII as percent-encoded UTF-8 (RFC 3986 §2.5): in an RTSP header they would be cut to single bytes. */
const inAscii = (text: string): string =>
  text.replace(/[^\x20-\x7e]+/g, (letters) =>
    [...Buffer.from(letters, "utf8")].map((byte) => `%${byte.toString(16).padStart(2, "0").toUpperCase()}`).join(""),
  );

/** Reads an rtsp URL; ASCII behind the host is kept letter by letter, since digest signs it. */
export const parseRtspUrl = (text: string): Result<RtspAddress> => {
  const [, name = "", host, givenPort, path = ""] = shape.exec(inAscii(text)) ?? [];
  const scheme = name.toLowerCase();
  // RFC 2326 §11.1 and RFC 7826 §19.
  const usualPort = scheme === "rtsps" ? "322" : "554";
  const port = givenPort ?? usualPort;
  if (host === undefined || Number(port) < 1 || Number(port) > 65535)
    return refusal("invalidAddress", "not an rtsp URL", "source.url");
  return success({
    host: host.replace(/^\[|\]$/g, ""),
    port: Number(port),
    tls: scheme === "rtsps",
    uri: `${scheme}://${host}${port === usualPort ? "" : `:${port}`}${path}`,
  });
};

/**
 * What `a=control` names (RFC 2326 C.1.1). A relative one is put behind the base and a slash, as cameras mean it, and
 * not resolved as RFC 1808 would: their bases end in anything.
 */
export const resolveControl = (base: string, control: string): string => {
  if (control === "" || control === "*") return base;
  if (/^rtsps?:\/\//i.test(control)) return inAscii(control);
  return `${base.replace(/\/$/, "")}/${inAscii(control).replace(/^\//, "")}`;
};
