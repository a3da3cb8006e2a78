import { createHash } from "node:crypto";
import type { Credential } from "../../../app/contract/media";

/** One way to log in that a camera offers in `WWW-Authenticate` (RFC 7616, RFC 2617, RFC 7617). */
export type Challenge =
  | {
      readonly scheme: "digest";
      readonly hash: "sha256" | "md5";
      /** As the camera wrote it; undefined means MD5. */
      readonly algorithm: string | undefined;
      readonly session: boolean;
      readonly realm: string;
      readonly nonce: string;
      readonly opaque: string | undefined;
      /** `auth` was offered; without it the answer is that of RFC 2069. */
      readonly qop: boolean;
      /** The nonce alone was too old: name and password were not refused. */
      readonly stale: boolean;
    }
  | { readonly scheme: "basic" };

const parameters = (text: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const [, name = "", quoted, plain] of text.matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g))
    found.set(name.toLowerCase(), quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "");
  return found;
};

const parseOne = (text: string): Challenge | null => {
  const scheme = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase();
  if (scheme === "basic") return { scheme: "basic" };
  if (scheme !== "digest") return null;
  const given = parameters(text.replace(/^\s*\w+/, ""));
  const nonce = given.get("nonce");
  const algorithm = given.get("algorithm");
  const shape = /^(md5|sha-256)(-sess)?$/i.exec(algorithm ?? "MD5");
  const qops = given
    .get("qop")
    ?.split(",")
    .map((qop) => qop.trim().toLowerCase());
  if (nonce === undefined || shape === null || (qops !== undefined && !qops.includes("auth"))) return null;
  return {
    scheme: "digest",
    hash: shape[1]?.toLowerCase() === "sha-256" ? "sha256" : "md5",
    algorithm,
    session: shape[2] !== undefined,
    realm: given.get("realm") ?? "",
    nonce,
    opaque: given.get("opaque"),
    qop: qops !== undefined,
    stale: given.get("stale")?.toLowerCase() === "true",
  };
};

const strength = (challenge: Challenge): number =>
  challenge.scheme === "basic" ? 0 : challenge.hash === "md5" ? 1 : 2;

/** The strongest way to log in we can do among the headers' values; Basic only when there is nothing else. */
export const strongestChallenge = (headers: readonly string[]): Challenge | null =>
  headers
    // Several challenges may share a header: cut before each scheme name.
    .flatMap((header) => header.split(/,\s*(?=(?:basic|digest)\s)/i))
    .map(parseOne)
    .filter((challenge) => challenge !== null)
    .reduce<Challenge | null>((best, next) => (best === null || strength(next) > strength(best) ? next : best), null);

const quote = (text: string): string => `"${text.replace(/["\\]/g, "\\$&")}"`;

/**
 * The value of `Authorization` for one request.
 * @param uri exactly as in the request line
 * @param nonceCount how often this nonce has been used, this time included
 */
export const authorization = (
  challenge: Challenge,
  { userName, password }: Credential,
  method: string,
  uri: string,
  nonceCount: number,
  clientNonce: string,
): string => {
  if (challenge.scheme === "basic") return `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}`;
  const hash = (text: string): string => createHash(challenge.hash).update(text, "utf8").digest("hex");
  const count = nonceCount.toString(16).padStart(8, "0");
  const user = hash(`${userName}:${challenge.realm}:${password}`);
  const secret = challenge.session ? hash(`${user}:${challenge.nonce}:${clientNonce}`) : user;
  const request = hash(`${method}:${uri}`);
  const response = challenge.qop
    ? hash(`${secret}:${challenge.nonce}:${count}:${clientNonce}:auth:${request}`)
    : hash(`${secret}:${challenge.nonce}:${request}`);
  const withClientNonce = challenge.qop || challenge.session;
  return `Digest ${[
    `username=${quote(userName)}`,
    `realm=${quote(challenge.realm)}`,
    `nonce=${quote(challenge.nonce)}`,
    `uri=${quote(uri)}`,
    `response="${response}"`,
    ...(challenge.algorithm === undefined ? [] : [`algorithm=${challenge.algorithm}`]),
    ...(challenge.opaque === undefined ? [] : [`opaque=${quote(challenge.opaque)}`]),
    ...(challenge.qop ? ["qop=auth", `nc=${count}`] : []),
    ...(withClientNonce ? [`cnonce="${clientNonce}"`] : []),
  ].join(", ")}`;
};
