import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

export type DigestAlgorithm = "MD5" | "SHA-256";

export interface DigestOptions {
  readonly realm: string;
  readonly userName: string;
  readonly password: string;
  /** One challenge each, in this order. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** Offers `qop="auth"` (RFC 2617 §3.2.1); most RTSP servers of cameras do not. */
  readonly qop: boolean;
  /** After this a nonce is stale. 300 s unless told. */
  readonly nonceLifeMs?: number;
}

/** `missing`: no credentials of this scheme; `stale`: right ones for an old nonce; `refused`: anything else. */
export type DigestVerdict = "accepted" | "missing" | "stale" | "refused";

/** The digest half of a server (RFC 2617, RFC 7616). */
export interface DigestGuard {
  /** Values of the `WWW-Authenticate` headers of a 401. */
  challenges(stale?: boolean): readonly string[];
  /** `uri` as it stands in the request line; the client must have signed exactly that. */
  check(authorization: string | undefined, method: string, uri: string): DigestVerdict;
}

interface Nonce {
  readonly bornMs: number;
  /** Every `nc` seen: a repeated one is a replay, while requests side by side may overtake each other. */
  readonly counts: Set<number>;
}

const mostNonces = 1_000;
const mostUses = 10_000;
const hashName = { MD5: "md5", "SHA-256": "sha256" } as const;

/** Compares without telling by the time taken where two texts differ. */
export const sameText = (left: string, right: string): boolean => {
  const [a, b] = [left, right].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
};

/** The parameters of a `Digest name="value", name=value` header, names in lower case; null when it is none. */
export const digestParameters = (header: string): ReadonlyMap<string, string> | null => {
  const body = /^\s*Digest\s+(.*)$/is.exec(header)?.[1];
  if (body === undefined) return null;
  const parameters = new Map<string, string>();
  for (const match of body.matchAll(/([a-z0-9_-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi)) {
    const [, name = "", quoted, bare = ""] = match;
    parameters.set(name.toLowerCase(), quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1"));
  }
  return parameters;
};

export const openDigestGuard = (options: DigestOptions): DigestGuard => {
  const nonces = new Map<string, Nonce>();
  const nonceLifeMs = options.nonceLifeMs ?? 300_000;

  const newNonce = (): string => {
    const nonce = randomBytes(16).toString("hex");
    nonces.set(nonce, { bornMs: performance.now(), counts: new Set() });
    const oldest = nonces.keys().next();
    if (nonces.size > mostNonces && oldest.done !== true) nonces.delete(oldest.value);
    return nonce;
  };
  const responseFor = (algorithm: DigestAlgorithm, method: string, parameters: ReadonlyMap<string, string>): string => {
    const hash = (text: string): string => createHash(hashName[algorithm]).update(text).digest("hex");
    const value = (name: string): string => parameters.get(name) ?? "";
    const secret = hash(`${options.userName}:${options.realm}:${options.password}`);
    const request = hash(`${method}:${value("uri")}`);
    const middle = parameters.has("qop") ? `${value("nonce")}:${value("nc")}:${value("cnonce")}:auth` : value("nonce");
    return hash(`${secret}:${middle}:${request}`);
  };

  return {
    challenges: (stale = false) =>
      options.algorithms.map((algorithm) =>
        [
          `Digest realm="${options.realm}"`,
          `nonce="${newNonce()}"`,
          ...(options.qop ? ['qop="auth"'] : []),
          // Left out for MD5 where it is the only one, as older cameras do; it is the default (RFC 2617 §3.2.1).
          ...(algorithm === "MD5" && options.algorithms.length === 1 ? [] : [`algorithm=${algorithm}`]),
          ...(stale ? ["stale=true"] : []),
        ].join(", "),
      ),
    check: (authorization, method, uri) => {
      const parameters = authorization === undefined ? null : digestParameters(authorization);
      if (parameters === null) return "missing";
      const algorithm = options.algorithms.find(
        (known) => known.toLowerCase() === (parameters.get("algorithm") ?? "MD5").toLowerCase(),
      );
      const qop = parameters.get("qop");
      const wellFormed =
        algorithm !== undefined &&
        parameters.get("username") === options.userName &&
        parameters.get("realm") === options.realm &&
        parameters.get("uri") === uri &&
        (qop === undefined || (qop === "auth" && options.qop && parameters.has("cnonce")));
      if (!wellFormed) return "refused";
      if (!sameText(responseFor(algorithm, method, parameters), parameters.get("response") ?? "")) return "refused";
      const nonce = nonces.get(parameters.get("nonce") ?? "");
      if (nonce === undefined || performance.now() - nonce.bornMs > nonceLifeMs) return "stale";
      if (qop === undefined) return "accepted";
      const count = Number.parseInt(parameters.get("nc") ?? "", 16);
      if (!Number.isInteger(count) || nonce.counts.has(count) || nonce.counts.size >= mostUses) return "stale";
      nonce.counts.add(count);
      return "accepted";
    },
  };
};
