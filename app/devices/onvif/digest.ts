import { createHash, randomBytes } from "node:crypto";
import type { Credential } from "../../contract/media";
import type { Challenge } from "./challenge";

/** Digest access authentication, client side (RFC 7616; RFC 2069 for devices that offer no `qop`). */

type Hash = "md5" | "sha256";

/** What a digest is computed from; `qop` null means the old form of RFC 2069. */
export interface DigestInput {
  readonly hash: Hash;
  /** `-sess`: the first nonce and client nonce go into the key. */
  readonly session: boolean;
  readonly userName: string;
  readonly password: string;
  readonly realm: string;
  readonly nonce: string;
  readonly clientNonce: string;
  /** Eight hexadecimal digits. */
  readonly nonceCount: string;
  readonly qop: "auth" | null;
  readonly method: string;
  /** Request target: path and query. */
  readonly uri: string;
}

/** The `response` value (RFC 7616 §3.4.1), lower-case hexadecimal. Texts are hashed as UTF-8. */
export const digestResponse = (input: DigestInput): string => {
  const hashed = (...parts: string[]): string => createHash(input.hash).update(parts.join(":"), "utf8").digest("hex");
  const base = hashed(input.userName, input.realm, input.password);
  const key = input.session ? hashed(base, input.nonce, input.clientNonce) : base;
  const request = hashed(input.method, input.uri);
  return input.qop === null
    ? hashed(key, input.nonce, request)
    : hashed(key, input.nonce, input.nonceCount, input.clientNonce, input.qop, request);
};

/** A challenge this client can answer. */
interface UsableChallenge {
  readonly hash: Hash;
  readonly session: boolean;
  /** As the device spelled it; null when it named none. */
  readonly algorithm: string | null;
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly qop: "auth" | null;
  readonly stale: boolean;
}

/** Answers one device's challenges; keeps the nonce, whose count rises with every request. */
export interface DigestLogin {
  /** Takes over the strongest challenge offered; null when none can be answered. */
  take(challenges: readonly Challenge[]): { readonly stale: boolean } | null;
  /** Value of the `Authorization` header, octets as characters; null before the first challenge. */
  authorize(method: string, uri: string): string | null;
}

export const createDigestLogin = (
  credential: Credential,
  newClientNonce: () => string = () => randomBytes(16).toString("hex"),
): DigestLogin => {
  let challenge: UsableChallenge | null = null;
  let clientNonce = "";
  let count = 0;
  return {
    take: (challenges) => {
      const strongest = strongestOf(challenges);
      if (strongest === null) return null;
      challenge = strongest;
      clientNonce = newClientNonce();
      count = 0;
      return { stale: strongest.stale };
    },
    authorize: (method, uri) => {
      if (challenge === null) return null;
      count += 1;
      const nonceCount = count.toString(16).padStart(8, "0");
      const response = digestResponse({ ...challenge, ...credential, clientNonce, nonceCount, method, uri });
      const { realm, nonce, opaque, algorithm, qop } = challenge;
      const fields = [
        `username=${quote(credential.userName)}`,
        `realm=${quote(realm)}`,
        `nonce=${quote(nonce)}`,
        `uri=${quote(uri)}`,
        `response="${response}"`,
        ...(algorithm === null ? [] : [`algorithm=${algorithm}`]),
        ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
        ...(qop === null ? [] : [`qop=${qop}`, `nc=${nonceCount}`, `cnonce="${clientNonce}"`]),
      ];
      // A header is octets: UTF-8 is carried as one character per octet.
      return Buffer.from(`Digest ${fields.join(", ")}`, "utf8").toString("latin1");
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

// eslint-disable-next-line no-control-regex -- a line break would end the header; URLs and names hold none that is meant
const quote = (text: string): string => `"${text.replace(/[\u0000-\u001f\u007f]/g, "").replace(/["\\]/g, "\\$&")}"`;
