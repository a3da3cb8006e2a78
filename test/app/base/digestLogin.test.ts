import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseChallenges } from "../../../app/base/challenge";
import { createDigestLogin } from "../../../app/base/digestLogin";

const credential = { userName: "admin", password: "p" };

const loginTo = (headers: readonly string[], name = credential, clientNonce = "c0ffee") => {
  const login = createDigestLogin(name, () => clientNonce);
  return { login, taken: login.take(parseChallenges(headers)) };
};

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/** As it stands on the wire, and as whoever reads UTF-8 there sees it. */
const octets = (text: string): string => Buffer.from(text, "utf8").toString("latin1");
const seen = (header: string | null): string => Buffer.from(header ?? "", "latin1").toString("utf8");

describe("the examples of the standards", () => {
  const nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  const clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

  it.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("RFC 7616 §3.9.1 with %s", (algorithm, response) => {
    const { login } = loginTo(
      [
        `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${nonce}", opaque="FQhe"`,
      ],
      { userName: "Mufasa", password: "Circle of Life" },
      clientNonce,
    );
    const header = login.authorize("GET", "/dir/index.html");
    expect(header).toContain(`response="${response}"`);
    expect(header).toContain(`algorithm=${algorithm}`);
    expect(header).toContain(`qop=auth, nc=00000001, cnonce="${clientNonce}"`);
    expect(header).toContain('opaque="FQhe"');
  });

  it("RFC 2069 §2.4 as corrected: no qop", () => {
    const { login } = loginTo(['Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"'], {
      userName: "Mufasa",
      password: "CircleOfLife",
    });
    const header = login.authorize("GET", "/dir/index.html");
    expect(header).toContain('response="1949323746fe6a43ef61f9606e7febea"');
    for (const field of ["qop", "nc=", "cnonce"]) expect(header).not.toContain(field);
  });
});

describe("of several challenges", () => {
  const md5Offer = `Digest realm="a, b", nonce="1", algorithm=MD5, qop="auth"`;
  const sha256Offer = `Digest realm="a, b", nonce="2", algorithm=SHA-256, qop="auth,auth-int"`;

  it("the strongest is taken, from several headers or from one", () => {
    for (const headers of [
      [md5Offer, sha256Offer],
      [sha256Offer, md5Offer],
      [`${md5Offer}, ${sha256Offer}`],
      [`Basic realm="x", ${sha256Offer}, ${md5Offer}`],
      ['Basic realm="x"', md5Offer, sha256Offer],
    ]) {
      const { login } = loginTo(headers);
      expect(login.authorize("POST", "/x")).toContain(`nonce="2"`);
      expect(login.authorize("POST", "/x")).toContain("algorithm=SHA-256");
    }
  });

  it("one that can be answered, when the strongest cannot", () => {
    const { login } = loginTo(['Digest realm="r", nonce="n", algorithm=SHA-512-256', md5Offer]);
    expect(login.authorize("POST", "/x")).toContain("algorithm=MD5");
  });

  it("none, when none can be answered", () => {
    for (const header of [
      `Basic realm="x"`,
      `Digest realm="x", nonce="1", algorithm=SHA-512`,
      `Digest realm="x", nonce="1", qop="auth-int"`,
      `Digest realm="x"`,
      `Bearer`,
      `Negotiate`,
      "",
    ]) {
      const { login, taken } = loginTo([header]);
      expect(taken).toBeNull();
      expect(login.authorize("POST", "/")).toBeNull();
    }
  });
});

describe("a nonce", () => {
  it("is counted as long as it stays, and from the beginning when a new one comes", () => {
    const { login, taken } = loginTo([`Digest realm="r", nonce="1", qop=auth`]);
    expect(taken).toEqual({ stale: false, renewed: true });
    expect(login.authorize("POST", "/")).toContain("nc=00000001");
    expect(login.authorize("POST", "/")).toContain("nc=00000002");
    const stale = parseChallenges([`Digest realm="r", nonce="2", qop=auth, stale=TRUE`]);
    expect(login.take(stale)).toEqual({ stale: true, renewed: true });
    expect(login.authorize("POST", "/")).toContain("nc=00000001");
  });

  it("is told apart from the one before, and stays when what follows cannot be answered", () => {
    const offer = [`Digest realm="r", nonce="1"`];
    const { login } = loginTo(offer);
    expect(login.take(parseChallenges(offer))).toEqual({ stale: false, renewed: false });
    expect(login.take(parseChallenges(["Negotiate"]))).toBeNull();
    expect(login.authorize("POST", "/")).toContain(`nonce="1"`);
  });
});

describe("-sess", () => {
  const key = md5(`${md5("admin:r:p")}:n:c0ffee`);

  it("signs with a key of the session", () => {
    const { login } = loginTo([`Digest realm="r", nonce="n", qop="auth", algorithm=MD5-sess`]);
    const header = login.authorize("POST", "/");
    expect(header).toContain(`response="${md5(`${key}:n:00000001:c0ffee:auth:${md5("POST:/")}`)}"`);
    expect(header).toContain(`cnonce="c0ffee"`);
  });

  it("tells the client nonce even where no qop is offered: the key is made of it", () => {
    const { login } = loginTo([`Digest realm="r", nonce="n", algorithm=MD5-sess`]);
    const header = login.authorize("POST", "/");
    expect(header).toContain(`response="${md5(`${key}:n:${md5("POST:/")}`)}"`);
    expect(header).toContain(`cnonce="c0ffee"`);
    expect(header).not.toContain("nc=");
  });
});

describe("what stands in the header", () => {
  it("speaks the old form to a device that offers no qop", () => {
    const header = loginTo([`Digest realm="r", nonce="n"`]).login.authorize("POST", "/");
    expect(header).toContain(`response="${md5(`${md5("admin:r:p")}:n:${md5("POST:/")}`)}"`);
    expect(header).not.toContain("qop");
  });

  it("is hashed as UTF-8, and the name is sent in its octets", () => {
    const { login } = loginTo([`Digest realm="r", nonce="n"`], { userName: `值"守\\`, password: "密码" });
    const header = seen(login.authorize("POST", "/"));
    expect(header).toContain(`username="值\\"守\\\\"`);
    expect(header).toContain(`response="${md5(`${md5(`值"守\\:r:密码`)}:n:${md5("POST:/")}`)}"`);
  });

  it("repeats and hashes a realm octet by octet, whatever it is encoded in", () => {
    const utf8 = loginTo([octets(`Digest realm="登录", nonce="n"`)], { userName: "值守", password: "密码" });
    const header = seen(utf8.login.authorize("POST", "/"));
    expect(header).toContain(`username="值守", realm="登录"`);
    expect(header).toContain(`response="${md5(`${md5("值守:登录:密码")}:n:${md5("POST:/")}`)}"`);
    // 登录 in GBK, as older devices have it.
    const gbk = "\u00b5\u00c7\u00c2\u00bc";
    const account = createHash("md5").update(`admin:${gbk}:p`, "latin1").digest("hex");
    const older = loginTo([`Digest realm="${gbk}", nonce="n"`]).login.authorize("POST", "/");
    expect(older).toContain(`realm="${gbk}"`);
    expect(older).toContain(`response="${md5(`${account}:n:${md5("POST:/")}`)}"`);
  });

  it("is not ended by a quote in a name or a realm", () => {
    const { login } = loginTo(['Digest realm="a \\"b\\"", nonce="n"'], { userName: 'x"y', password: "" });
    expect(login.authorize("A", "u")).toContain('username="x\\"y", realm="a \\"b\\""');
  });

  it("never lets a name or a challenge break out", () => {
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
});
