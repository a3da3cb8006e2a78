import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChallenges } from "../../../../app/devices/onvif/challenge";
import { createDigestLogin, digestResponse } from "../../../../app/devices/onvif/digest";

const credential = { userName: "admin", password: "p" };

const loginTo = (headers: readonly string[], name = credential) => {
  const login = createDigestLogin(name, () => "c0ffee");
  return { login, taken: login.take(parseChallenges(headers)) };
};

describe("HTTP digest", () => {
  // RFC 7616 §3.9.1.
  it.each([
    ["md5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["sha256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ] as const)("computes the example of RFC 7616 with %s", (hash, response) => {
    expect(
      digestResponse({
        hash,
        session: false,
        userName: "Mufasa",
        password: "Circle of Life",
        realm: "http-auth@example.org",
        nonce: "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        nonceCount: "00000001",
        qop: "auth",
        method: "GET",
        uri: "/dir/index.html",
      }),
    ).toBe(response);
  });

  it("takes the strongest challenge, from several headers or from one", () => {
    const md5 = `Digest realm="a, b", nonce="1", algorithm=MD5, qop="auth"`;
    const sha256 = `Digest realm="a, b", nonce="2", algorithm=SHA-256, qop="auth,auth-int"`;
    for (const headers of [
      [md5, sha256],
      [sha256, md5],
      [`${md5}, ${sha256}`],
      [`Basic realm="x", ${sha256}, ${md5}`],
    ]) {
      const { login } = loginTo(headers);
      expect(login.authorize("POST", "/x")).toContain(`nonce="2"`);
      expect(login.authorize("POST", "/x")).toContain("algorithm=SHA-256");
    }
  });

  it("answers none that it cannot", () => {
    for (const header of [
      `Basic realm="x"`,
      `Digest realm="x", nonce="1", algorithm=SHA-512`,
      `Digest realm="x", nonce="1", qop="auth-int"`,
      `Digest realm="x"`,
      `Bearer`,
      "",
    ]) {
      const { login, taken } = loginTo([header]);
      expect(taken).toBeNull();
      expect(login.authorize("POST", "/")).toBeNull();
    }
  });

  it("counts up while the nonce stays, and begins again with a new one", () => {
    const { login } = loginTo([`Digest realm="r", nonce="1", qop=auth`]);
    expect(login.authorize("POST", "/")).toContain("nc=00000001");
    expect(login.authorize("POST", "/")).toContain("nc=00000002");
    expect(login.take(parseChallenges([`Digest realm="r", nonce="2", qop=auth, stale=TRUE`]))).toEqual({ stale: true });
    expect(login.authorize("POST", "/")).toContain("nc=00000001");
  });

  it("speaks the old form to a device that offers no qop, and -sess to one that asks for it", () => {
    const md5 = (text: string): string => createHash("md5").update(text).digest("hex");
    const old = loginTo([`Digest realm="r", nonce="n"`]).login.authorize("POST", "/");
    expect(old).toContain(`response="${md5(`${md5("admin:r:p")}:n:${md5("POST:/")}`)}"`);
    expect(old).not.toContain("qop");
    const session = loginTo([`Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess`]).login.authorize(
      "POST",
      "/",
    );
    const key = md5(`${md5("admin:r:p")}:n:c0ffee`);
    expect(session).toContain(`response="${md5(`${key}:n:00000001:c0ffee:auth:${md5("POST:/")}`)}"`);
  });

  it("hashes names and passwords as UTF-8, and sends the name in its octets", () => {
    const { login } = loginTo([`Digest realm="r", nonce="n"`], { userName: `值"守\\`, password: "密码" });
    const header = Buffer.from(login.authorize("POST", "/") ?? "", "latin1").toString("utf8");
    expect(header).toContain(`username="值\\"守\\\\"`);
    const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");
    expect(header).toContain(`response="${md5(`${md5(`值"守\\:r:密码`)}:n:${md5("POST:/")}`)}"`);
  });

  it("never lets a name or a challenge break out of the header", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (userName, realm) => {
        const login = createDigestLogin({ userName, password: "" });
        login.take([
          {
            scheme: "digest",
            parameters: new Map([
              ["nonce", realm],
              ["realm", realm],
            ]),
          },
        ]);
        const header = login.authorize("POST", "/") ?? "";
        expect(header).not.toMatch(/[\r\n\0]/);
        expect(() => new Headers({ authorization: header })).not.toThrow();
      }),
    );
  });

  it("reads any challenges it wrote, and any header at all", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const challenge = fc.record({
      scheme: word,
      parameters: fc.uniqueArray(fc.tuple(word, fc.string()), { minLength: 1, selector: ([name]) => name }),
    });
    fc.assert(
      fc.property(fc.array(challenge, { maxLength: 4 }), (challenges) => {
        const written = challenges.map(
          ({ scheme, parameters }) =>
            `${scheme} ${parameters.map(([name, value]) => `${name}="${value.replace(/["\\]/g, "\\$&")}"`).join(", ")}`,
        );
        const expected = challenges.map(({ scheme, parameters }) => ({ scheme, parameters: new Map(parameters) }));
        expect(parseChallenges([written.join(", ")])).toEqual(expected);
        expect(parseChallenges(written)).toEqual(expected);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (header) => {
        expect(parseChallenges([header]).length).toBeLessThanOrEqual(16);
      }),
    );
  });
});
