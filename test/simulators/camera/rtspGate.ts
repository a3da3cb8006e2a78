import type { Account } from "./account";
import { openDigestGuard, sameText, type DigestVerdict } from "./digestChallenge";
import type { RtspRequest } from "./rtspMessage";

export type RtspAuthentication = "digest" | "basic" | "none";

/** Decides about a request's credentials. */
export interface Gate {
  check(request: RtspRequest): DigestVerdict;
  challenges(stale: boolean): readonly string[];
}

export interface GateOptions {
  readonly authentication: RtspAuthentication;
  /** Offers qop="auth" with digest. */
  readonly digestQop: boolean;
  readonly realm: string;
  readonly account: Account;
}

const basicGate = ({ realm, account }: GateOptions): Gate => ({
  challenges: () => [`Basic realm="${realm}"`],
  check: (request) => {
    const given = request.headers.get("authorization");
    if (given === undefined) return "missing";
    const expected = Buffer.from(`${account.userName}:${account.password ?? ""}`).toString("base64");
    return sameText(given, `Basic ${expected}`) ? "accepted" : "refused";
  },
});

const digestGate = ({ realm, digestQop, account }: GateOptions): Gate => {
  const guard = openDigestGuard({
    realm,
    userName: account.userName,
    get password() {
      return account.password ?? "";
    },
    algorithms: ["MD5"],
    qop: digestQop,
  });
  return {
    challenges: guard.challenges,
    check: (request) => guard.check(request.headers.get("authorization"), request.method, request.uri),
  };
};

/** Lets everything pass while the account has no password. */
export const openGate = (options: GateOptions): Gate => {
  const inner = options.authentication === "basic" ? basicGate(options) : digestGate(options);
  const isOpen = (): boolean => options.authentication === "none" || options.account.password === null;
  return {
    challenges: inner.challenges,
    check: (request) => {
      if (isOpen()) return "accepted";
      const verdict = inner.check(request);
      if (verdict === "accepted" || verdict === "refused") options.account.note(verdict);
      return verdict;
    },
  };
};
