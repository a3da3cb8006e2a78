import { randomBytes } from "node:crypto";
import type { Credential } from "../../../app/contract/media";
import { failure, type Failure } from "../../../app/domain/failure";
import { authorization, strongestChallenge, type Challenge } from "./digest";

/** Answers the challenges of one camera on one connection, and knows when to stop: wrong tries lock accounts. */
export interface Login {
  /** Value of `Authorization` for a request, null as long as the camera has not asked. */
  sign(method: string, uri: string): string | null;
  /** A 401 came. Null: send the request again, signed; otherwise stop. */
  challenged(
    headers: readonly string[],
    request: { readonly signed: boolean; readonly repeated: boolean },
  ): Failure | null;
  /** A signed request was let through. */
  accepted(): void;
}

export const login = (credential: Credential | null): Login => {
  let challenge: Challenge | null = null;
  let nonceCount = 0;
  let proven = false;
  const nonceOf = (of: Challenge | null): string | null => (of?.scheme === "digest" ? of.nonce : null);

  return {
    sign: (method, uri) => {
      if (challenge === null || credential === null) return null;
      nonceCount += 1;
      return authorization(challenge, credential, method, uri, nonceCount, randomBytes(8).toString("hex"));
    },
    challenged: (headers, { signed, repeated }) => {
      if (credential === null) return failure("credentialsRequired", "the camera asks for a name and a password");
      const next = strongestChallenge(headers);
      if (next === null)
        return failure("unsupported", "the camera offers no known way to log in", "rtsp.header.WWW-Authenticate");
      // Some cameras renew the nonce without calling the old one stale; once they have let us in, that is no refusal.
      const renewed = proven && nonceOf(next) !== nonceOf(challenge);
      const stale = next.scheme === "digest" && next.stale;
      if (signed && (repeated || !(stale || renewed)))
        return failure("credentialsRefused", "the camera refused name and password (RTSP 401)");
      challenge = next;
      nonceCount = 0;
      return null;
    },
    accepted: () => {
      proven = true;
    },
  };
};
