import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { digestParameters, openDigestGuard, type DigestAlgorithm, type DigestGuard } from "./digestChallenge";

const account = { realm: "Simulated camera", userName: "值班员", password: 'p"ä,\\ß' };

interface Claim {
  readonly method?: string;
  readonly signedUri?: string;
  readonly password?: string;
  readonly nc?: string;
}

/** A client by the letter of RFC 7616 §3.4. */
const answerTo = (challenge: string, claim: Claim = {}): string => {
  const given = digestParameters(challenge) ?? new Map<string, string>();
  const nonce = given.get("nonce") ?? "";
  const algorithm = (given.get("algorithm") ?? "MD5") as DigestAlgorithm;
  const { method = "GET", signedUri = "/a?b=c,d", password = account.password, nc = "00000001" } = claim;
  const hash = (text: string): string =>
    createHash(algorithm === "MD5" ? "md5" : "sha256")
      .update(text)
      .digest("hex");
  const secret = hash(`${account.userName}:${account.realm}:${password}`);
  const middle = given.has("qop") ? `${nonce}:${nc}:cn:auth` : nonce;
  const response = hash(`${secret}:${middle}:${hash(`${method}:${signedUri}`)}`);
  return (
    `Digest username="${account.userName}", realm="${account.realm}", nonce="${nonce}", uri="${signedUri}", ` +
    `algorithm=${algorithm}, ${given.has("qop") ? `qop=auth, nc=${nc}, cnonce="cn", ` : ""}response="${response}"`
  );
};

const check = (guard: DigestGuard, header: string | undefined): string => guard.check(header, "GET", "/a?b=c,d");

describe("digest challenge", () => {
  it("accepts each algorithm it offers, with qop and in the older way without", () => {
    for (const qop of [true, false]) {
      const guard = openDigestGuard({ ...account, algorithms: ["SHA-256", "MD5"], qop });
      const challenges = guard.challenges();
      expect(challenges).toHaveLength(2);
      for (const challenge of challenges) expect(check(guard, answerTo(challenge))).toBe("accepted");
    }
  });

  it("refuses a wrong password, another method's signature, another URI and an algorithm not offered", () => {
    const guard = openDigestGuard({ ...account, algorithms: ["SHA-256"], qop: true });
    const [challenge = ""] = guard.challenges();
    expect(check(guard, answerTo(challenge, { password: "guess" }))).toBe("refused");
    expect(check(guard, answerTo(challenge, { method: "POST" }))).toBe("refused");
    expect(check(guard, answerTo(challenge, { signedUri: "/other" }))).toBe("refused");
    expect(check(guard, answerTo(challenge.replace("algorithm=SHA-256", "algorithm=MD5")))).toBe("refused");
    expect(check(guard, "Digest")).toBe("missing");
    expect(check(guard, "Basic QTpC")).toBe("missing");
    expect(check(guard, undefined)).toBe("missing");
  });

  it("takes a request count once, in any order, and calls a replay stale", () => {
    const guard = openDigestGuard({ ...account, algorithms: ["MD5"], qop: true });
    const [challenge = ""] = guard.challenges();
    const verdicts = ["00000002", "00000001", "00000002"].map((nc) => check(guard, answerTo(challenge, { nc })));
    expect(verdicts).toEqual(["accepted", "accepted", "stale"]);
  });

  it("calls a right answer to a nonce it does not know stale, a wrong one refused", () => {
    const guard = openDigestGuard({ ...account, algorithms: ["MD5"], qop: true });
    const foreign = guard.challenges()[0]?.replace(/nonce="[^"]*"/, 'nonce="from-before-the-reboot"') ?? "";
    expect(check(guard, answerTo(foreign))).toBe("stale");
    expect(check(guard, answerTo(foreign, { password: "guess" }))).toBe("refused");
    expect(guard.challenges(true)[0]).toContain("stale=true");
  });
});
