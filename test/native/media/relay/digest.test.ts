import { describe, expect, test } from "vitest";
import { authorization, strongestChallenge, type Challenge } from "../../../../native/media/relay/digest";

const only = (...headers: string[]): Challenge => {
  const challenge = strongestChallenge(headers);
  if (challenge === null) throw new Error("no challenge");
  return challenge;
};

describe("the examples of the standards", () => {
  const nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
  const clientNonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  const mufasa = { userName: "Mufasa", password: "Circle of Life" };

  test.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("RFC 7616 §3.9.1 with %s", (algorithm, response) => {
    const challenge = only(
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="${nonce}", opaque="FQhe"`,
    );
    const header = authorization(challenge, mufasa, "GET", "/dir/index.html", 1, clientNonce);
    expect(header).toContain(`response="${response}"`);
    expect(header).toContain("qop=auth, nc=00000001");
    expect(header).toContain('opaque="FQhe"');
  });

  test("RFC 2069 §2.4 as corrected: no qop", () => {
    const challenge = only('Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"');
    const credential = { userName: "Mufasa", password: "CircleOfLife" };
    const header = authorization(challenge, credential, "GET", "/dir/index.html", 1, "x");
    expect(header).toContain('response="1949323746fe6a43ef61f9606e7febea"');
    expect(header).not.toContain("nc=");
  });

  test("RFC 7617 §2: Basic", () => {
    const credential = { userName: "Aladdin", password: "open sesame" };
    expect(authorization(only('Basic realm="x"'), credential, "DESCRIBE", "rtsp://a/", 1, "x")).toBe(
      "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
    );
  });
});

describe("of several offers the strongest is taken", () => {
  const md5 = 'Digest realm="r", nonce="n", algorithm=MD5';
  const sha = 'Digest realm="r", nonce="n", algorithm=SHA-256';
  test.each([
    ["in headers of their own", ['Basic realm="r"', md5, sha], "sha256"],
    ["in one header", [`Basic realm="r", ${md5}`], "md5"],
    ["when the strongest is one we cannot do", ['Digest realm="r", nonce="n", algorithm=SHA-512-256', md5], "md5"],
  ])("%s", (_, headers, hash) => {
    expect(only(...headers)).toMatchObject({ scheme: "digest", hash });
  });

  test("Basic only when there is nothing else", () => {
    expect(only('Basic realm="r"')).toEqual({ scheme: "basic" });
  });

  test("none that is known", () => {
    expect(strongestChallenge(["Negotiate", 'Digest realm="r", nonce="n", qop="auth-int"'])).toBeNull();
  });
});

test("a quote in a name does not end it", () => {
  const header = authorization(
    only('Digest realm="a \\"b\\"", nonce="n"'),
    { userName: 'x"y', password: "" },
    "A",
    "u",
    1,
    "c",
  );
  expect(header).toContain('username="x\\"y", realm="a \\"b\\""');
});
