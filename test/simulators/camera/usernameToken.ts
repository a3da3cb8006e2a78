import { createHash } from "node:crypto";
import { sameText } from "./digestChallenge";
import type { UsernameToken } from "./soap";

export interface UsernameTokenOptions {
  readonly userName: string;
  readonly password: string;
  /** Libonvif draws the same nonce again within a second: a camera it can use takes that. */
  readonly refuseRepeatedNonces: boolean;
  /** The camera's clock, ms since 1970: the client must have asked for it. */
  readonly nowUtcMs: () => number;
}

/** How far `Created` may lie from the camera's clock, either way. */
const createdWindowMs = 300_000;

/**
 * Checks WS-UsernameToken with PasswordDigest = Base64(SHA-1(nonce + created + password)) (WSS UsernameToken Profile
 * 1.0 §3.1). If asked, a nonce is taken once within the window; PasswordText is refused.
 */
export const openUsernameTokenGuard = (options: UsernameTokenOptions): ((token: UsernameToken) => boolean) => {
  const seen = new Map<string, number>();
  return (token) => {
    const nowMs = options.nowUtcMs();
    const createdMs = Date.parse(token.created);
    for (const [nonce, atMs] of seen) if (Math.abs(nowMs - atMs) > createdWindowMs) seen.delete(nonce);
    const repeated = options.refuseRepeatedNonces && seen.has(token.nonce);
    if (token.passwordType !== "PasswordDigest" || token.userName !== options.userName) return false;
    if (!(Math.abs(nowMs - createdMs) <= createdWindowMs) || token.nonce === "" || repeated) return false;
    const digest = createHash("sha1")
      .update(Buffer.from(token.nonce, "base64"))
      .update(token.created)
      .update(options.password)
      .digest("base64");
    if (!sameText(digest, token.password)) return false;
    seen.set(token.nonce, createdMs);
    return true;
  };
};
