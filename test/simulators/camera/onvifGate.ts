import type { IncomingMessage } from "node:http";
import type { Account } from "./account";
import { openDigestGuard, type DigestAlgorithm } from "./digestChallenge";
import type { SoapRequest } from "./soap";
import { openUsernameTokenGuard } from "./usernameToken";

export interface OnvifGateOptions {
  readonly account: Account;
  readonly realm: string;
  readonly algorithms: readonly DigestAlgorithm[];
  /** No digest is offered or taken. */
  readonly usernameTokenOnly: boolean;
  /** A UsernameToken's nonce is good for one request. */
  readonly refuseRepeatedNonces: boolean;
  nowUtcMs(): number;
}

/** Null: the request may pass. Without challenges it is a 400, as of devices that know WS-UsernameToken alone. */
export type OnvifRefusal = {
  readonly status: 400 | 401 | 403;
  readonly challenges: readonly string[];
  readonly message: string;
} | null;

/** Allowed to everyone (ONVIF Core §8.1.2.1, PRE_AUTH); a client needs the clock before it can make a UsernameToken. */
const openOperations: ReadonlySet<string> = new Set(["GetSystemDateAndTime"]);
const notAuthorized = "Sender not authorized";

/** Decides about an HTTP request; `soap` is null for a snapshot. */
export const openOnvifGate = (
  options: OnvifGateOptions,
): ((request: IncomingMessage, soap: SoapRequest | null) => OnvifRefusal) => {
  const { account, usernameTokenOnly } = options;
  const digest = openDigestGuard({
    realm: options.realm,
    userName: account.userName,
    get password() {
      return account.password ?? "";
    },
    algorithms: options.algorithms,
    qop: true,
  });
  const tokenAccepted = openUsernameTokenGuard({
    userName: account.userName,
    get password() {
      return account.password ?? "";
    },
    refuseRepeatedNonces: options.refuseRepeatedNonces,
    nowUtcMs: options.nowUtcMs,
  });
  const byToken: OnvifRefusal = { status: 400, challenges: [], message: notAuthorized };
  const byDigest = (stale: boolean): OnvifRefusal => ({
    status: 401,
    challenges: digest.challenges(stale),
    message: notAuthorized,
  });

  return (request, soap) => {
    if (account.password === null || (soap !== null && openOperations.has(soap.operation))) return null;
    const lock = account.lock();
    if (lock !== null) return { ...lock, challenges: lock.status === 401 ? digest.challenges() : [] };
    const { authorization } = request.headers;
    // Node hands out octets as characters; names are written in UTF-8.
    const given = authorization === undefined ? undefined : Buffer.from(authorization, "latin1").toString("utf8");
    const verdict =
      usernameTokenOnly && soap !== null ? "missing" : digest.check(given, request.method ?? "", request.url ?? "");
    if (verdict === "accepted" || verdict === "refused") account.note(verdict);
    if (verdict === "accepted") return null;
    const token = soap?.usernameToken ?? null;
    if (verdict === "missing" && token !== null) {
      const accepted = tokenAccepted(token);
      account.note(accepted ? "accepted" : "refused");
      return accepted ? null : byToken;
    }
    // A snapshot has no room for a UsernameToken.
    return usernameTokenOnly && soap !== null ? byToken : byDigest(verdict === "stale");
  };
};
