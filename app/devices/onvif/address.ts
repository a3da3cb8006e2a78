import { isIPv4, isIPv6 } from "node:net";
import { refusal, success, type Refusal, type Result } from "../../domain/result";

/** Where a device service is reached. */
export interface ServiceAddress {
  /** http(s) URL of the device service, in the URL standard's normal form, without user information. */
  readonly serviceUrl: string;
  /** Host as in the URL, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
}

/** The only path the standard fixes (ONVIF Core §5.1.1). */
const deviceServicePath = "/onvif/device_service";

const refuse = (detail: string, part: string): Refusal => refusal("invalidAddress", detail, part);

/**
 * Reads what a person types: IPv4, IPv6, host name, each with or without a port, or an http(s) URL. Full-width letters
 * of a Chinese keyboard are taken for the ones they mean. A failure's `part` is `address`, `address.scheme`,
 * `address.userInfo`, `address.host` or `address.port`.
 */
export const parseDeviceAddress = (typed: string): Result<ServiceAddress> => {
  const text = typed.trim().normalize("NFKC").replaceAll("。", ".");
  if (text === "") return refuse("the address is empty", "address");
  if (hasBlankOrControl(text)) return refuse("blanks or control characters inside the address", "address");

  const [, scheme, rest = ""] = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(.*)$/is.exec(text) ?? [];
  const protocol = (scheme ?? "http").toLowerCase();
  if (protocol !== "http" && protocol !== "https") return refuse(`${protocol} is not http or https`, "address.scheme");

  const [authority, path] = splitAt(rest, rest.search(/[/?#\\]/));
  if (authority.includes("@")) return refuse("name and password do not belong in the address", "address.userInfo");
  const parts = splitAuthority(authority);
  if (parts === null) return refuse("neither an IP address nor a host name", "address.host");
  if (parts.port !== null && !isPort(parts.port)) return refuse("a port lies between 1 and 65535", "address.port");

  const host = readHost(parts.host);
  if (host === null) return refuse("neither an IP address of one host nor a host name", "address.host");
  const port = parts.port ?? (protocol === "https" ? "443" : "80");
  const wanted = `${protocol}://${host}:${port}${path}`;
  if (!URL.canParse(wanted)) return refuse("not a URL", "address");
  const url = new URL(wanted);
  url.hash = "";
  if (url.pathname === "/" && url.search === "") url.pathname = deviceServicePath;
  return success({ serviceUrl: url.href, ...hostAndPort(url) });
};

/** Host (IPv6 without brackets) and port of a URL, the scheme's own port filled in. */
export const hostAndPort = (url: URL): { readonly host: string; readonly port: number } => ({
  host: url.hostname.replace(/^\[|\]$/g, ""),
  port: url.port === "" ? (defaultPorts[url.protocol] ?? 0) : Number(url.port),
});

const defaultPorts: Readonly<Record<string, number>> = { "http:": 80, "https:": 443, "rtsp:": 554, "rtsps:": 322 };

const hasBlankOrControl = (text: string): boolean => /[\s\p{Cc}\p{Cf}]/u.test(text);

const splitAt = (text: string, index: number): [string, string] =>
  index < 0 ? [text, ""] : [text.slice(0, index), text.slice(index)];

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;

const splitAuthority = (authority: string): { host: string; port: string | null } | null => {
  if (isIPv6(authority)) return { host: `[${authority}]`, port: null };
  const match = /^(\[[^\]]*\]|[^:[\]]+)(?::(.*))?$/.exec(authority);
  if (match?.[1] === undefined) return null;
  return { host: match[1], port: match[2] ?? null };
};

/** The host ready to stand in a URL; null for what names no single host. */
export const readHost = (text: string): string | null => {
  if (text.startsWith("[")) {
    const inner = text.slice(1, -1);
    // A zone (`%eth0`) has no place in a URL (RFC 6874 was withdrawn by WHATWG); multicast and `::` are no device.
    return isIPv6(inner) && !inner.includes("%") && !/^ff/i.test(inner) && !/^[0:]+$/.test(inner) ? text : null;
  }
  if (isIPv4(text)) {
    const first = Number(text.split(".")[0]);
    return first > 0 && first < 224 ? text : null;
  }
  const name = URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : "";
  const labels = name.split(".");
  const named = labels.every((label) => /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
  // The URL standard takes `1`, `010.1` and `0x7f.1` for IPv4 addresses; a person who types them made a mistake.
  return named && name.length <= 253 && !isIPv4(name) ? name : null;
};
