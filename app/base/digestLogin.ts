import { createHash, randomBytes } from "node:crypto";
import type { Credential } from "../contract/media";
import type { Challenge } from "./challenge";

/**
 * Digest access authentication, client side, for HTTP and RTSP (RFC 7616; RFC 2069 for devices that offer no `qop`).
 *
 * A header is octets. What a device says of itself (realm, nonce) is kept as it came, one character per octet, in
 * whatever encoding it is; name and password are sent and hashed as UTF-8.
 */
export interface DigestLogin {
  /**
   * Takes over the strongest challenge offered; null when none can be answered, and the one before stays. `stale`: the
   * device says that the nonce alone was too old; `renewed`: the nonce is another one than before.
   */
  take(challenges: readonly Challenge[]): { readonly stale: boolean; readonly renewed: boolean } | null;
  /**
   * Value of the `Authorization` header, octets as characters; null before the first challenge. The count of the nonce
   * rises with every call.
   * @param uri exactly as in the request line
   */
  authorize(method: string, uri: string): string | null;
}

type Hash = "md5" | "sha256";

/** A challenge this client can answer. */
interface UsableChallenge {
  readonly hash: Hash;
  /** `-sess`: the nonce and the client nonce go into the key. */
  readonly session: boolean;
  /** As the device spelled it; null when it named none. */
  readonly algorithm: string | null;
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  /** Null: the old form of RFC 2069. */
  readonly qop: "auth" | null;
  readonly stale: boolean;
}

export const createDigestLogin = (
  credential: Credential,
  newClientNonce: () => string = () => randomBytes(16).toString("hex"),
): DigestLogin => {
  const userName = utf8Octets(credential.userName);
  const password = utf8Octets(credential.password);
  let challenge: UsableChallenge | null = null;
  let clientNonce = "";
  let count = 0;

  /** The `response` value (RFC 7616 §3.4.1). */
  const sign = (by: UsableChallenge, nonceCount: string, method: string, uri: string): string => {
    const hashed = (...parts: string[]): string => createHash(by.hash).update(parts.join(":"), "latin1").digest("hex");
    const account = hashed(userName, by.realm, password);
    const key = by.session ? hashed(account, by.nonce, clientNonce) : account;
    const request = hashed(method, uri);
    return by.qop === null
      ? hashed(key, by.nonce, request)
      : hashed(key, by.nonce, nonceCount, clientNonce, by.qop, request);
  };

  return {
    take: (challenges) => {
      const strongest = strongestOf(challenges);
      if (strongest === null) return null;
      const renewed = strongest.nonce !== challenge?.nonce;
      challenge = strongest;
      clientNonce = newClientNonce();
      count = 0;
      return { stale: strongest.stale, renewed };
    },
    authorize: (method, uri) => {
      if (challenge === null) return null;
      count += 1;
      const nonceCount = count.toString(16).padStart(8, "0");
      const target = utf8Octets(uri);
      const { realm, nonce, opaque, algorithm, qop, session } = challenge;
      const fields = [
        `username=${quote(userName)}`,
        `realm=${quote(realm)}`,
        `nonce=${quote(nonce)}`,
        `uri=${quote(target)}`,
        `response="${sign(challenge, nonceCount, method, target)}"`,
        ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
        ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
        ...(qop === null ? [] : [`qop=${qop}`, `nc=${nonceCount}`]),
        // Without it the device could not compute a `-sess` key.
        ...(qop === null && !session ? [] : [`cnonce="${clientNonce}"`]),
      ];
      return `Digest ${fields.join(", ")}`;
    },
  };
};

const strengths: readonly Hash[] = ["md5", "sha256"];

const strongestOf = (challenges: readonly Challenge[]): UsableChallenge | null => {
  let strongest: UsableChallenge | null = null;
  for (const offered of challenges) {
    const usable = readChallenge(offered);
    if (usable === null) continue;
    if (strongest === null || strengths.indexOf(usable.hash) > strengths.indexOf(strongest.hash)) strongest = usable;
  }
  return strongest;
};

const readChallenge = ({ scheme, parameters }: Challenge): UsableChallenge | null => {
  const nonce = parameters.get("nonce");
  const algorithm = parameters.get("algorithm") ?? null;
  const [, name, session] = /^(md5|sha-256)(-sess)?$/i.exec(algorithm ?? "MD5") ?? [];
  if (scheme !== "digest" || nonce === undefined || name === undefined) return null;
  const offered =
    parameters
      .get("qop")
      ?.toLowerCase()
      .split(/[\s,]+/) ?? [];
  // `auth-int` alone is not answered: no camera asks for it.
  if (offered.some((qop) => qop !== "") && !offered.includes("auth")) return null;
  return {
    hash: name.toLowerCase() === "md5" ? "md5" : "sha256",
    session: session !== undefined,
    algorithm,
    realm: parameters.get("realm") ?? "",
    nonce,
    opaque: parameters.get("opaque") ?? null,
    qop: offered.includes("auth") ? "auth" : null,
    stale: parameters.get("stale")?.toLowerCase() === "true",
  };
};

/** A text in UTF-8, one character per octet. */
const utf8Octets = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** Leaves out what would end the header or is no octet: names and URLs hold none that is meant. */
const quote = (octets: string): string =>
  `"${octets.replace(/[^\u0020-\u007e\u0080-\u00ff]/g, "").replace(/["\\]/g, "\\$&")}"`;
