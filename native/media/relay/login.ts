import { parseChallenges } from "../../../app/base/challenge";
import { createDigestLogin } from "../../../app/base/digestLogin";
import type { Credential } from "../../../app/contract/media";
import { failure, type Failure } from "../../../app/domain/failure";

/** Answers the challenges of one camera on one connection, and knows when to stop: wrong tries lock accounts. */
export interface Login {
  /** Value of `Authorization` for a request, octets as characters; null as long as the camera has not asked. */
  sign(method: string, uri: string): string | null;
  /** A 401 came. Null: send the request again, signed; otherwise stop. */
  challenged(
    headers: readonly string[],
    request: { readonly signed: boolean; readonly repeated: boolean },
  ): Failure | null;
  /** A signed request was let through. */
  accepted(): void;
}

/** RFC 7617, in UTF-8. */
const basic = ({ userName, password }: Credential): string =>
  `Basic ${Buffer.from(`${userName}:${password}`, "utf8").toString("base64")}`;

/** No credential: nothing is signed, and a challenge is a failure. */
export const login = (credential: Credential | null): Login => {
  if (credential === null)
    return {
      sign: () => null,
      challenged: () => failure("credentialsRequired", "the camera asks for a name and a password"),
      accepted: () => undefined,
    };
  const digest = createDigestLogin(credential);
  /** The camera offers nothing better. */
  let basicAlone = false;
  let proven = false;

  return {
    sign: (method, uri) => (basicAlone ? basic(credential) : digest.authorize(method, uri)),
    challenged: (headers, { signed, repeated }) => {
      const challenges = parseChallenges(headers);
      const taken = digest.take(challenges);
      if (taken === null && !challenges.some(({ scheme }) => scheme === "basic"))
        return failure("unsupported", "the camera offers no known way to log in", "rtsp.header.WWW-Authenticate");
      // Some cameras renew the nonce without calling the old one stale; once they have let us in, that is no refusal.
      const nonceAlone = taken !== null && (taken.stale || (proven && taken.renewed));
      if (signed && (repeated || !nonceAlone))
        return failure("credentialsRefused", "the camera refused name and password (RTSP 401)");
      basicAlone = taken === null;
      return null;
    },
    accepted: () => {
      proven = true;
    },
  };
};
