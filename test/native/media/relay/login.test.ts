import { describe, expect, test } from "vitest";
import { login } from "../../../../native/media/relay/login";

const credential = { userName: "Aladdin", password: "open sesame" };
const digest = (nonce: string, more = ""): string => `Digest realm="r", nonce="${nonce}"${more}`;
const unsigned = { signed: false, repeated: false };
const signed = { signed: true, repeated: false };

describe("of what a camera offers", () => {
  test("digest is taken before Basic, whichever comes first", () => {
    const session = login(credential);
    expect(session.sign("DESCRIBE", "rtsp://a/")).toBeNull();
    expect(session.challenged(['Basic realm="r"', digest("n")], unsigned)).toBeNull();
    expect(session.sign("DESCRIBE", "rtsp://a/")).toMatch(/^Digest .*uri="rtsp:\/\/a\/"/);
  });

  test("Basic is taken when there is nothing else (RFC 7617 §2)", () => {
    const session = login(credential);
    expect(session.challenged(['Basic realm="r"'], unsigned)).toBeNull();
    expect(session.sign("DESCRIBE", "rtsp://a/")).toBe("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  });

  test("nothing is taken that is not known", () => {
    const offered = ["Negotiate", 'Digest realm="r", nonce="n", qop="auth-int"'];
    expect(login(credential).challenged(offered, unsigned)).toMatchObject({ kind: "unsupported" });
  });

  test("nothing is answered without a name and a password", () => {
    const session = login(null);
    expect(session.challenged([digest("n")], unsigned)).toMatchObject({ kind: "credentialsRequired" });
    expect(session.sign("DESCRIBE", "rtsp://a/")).toBeNull();
  });
});

describe("a second challenge to a signed request", () => {
  const after = (proven: boolean, first: string, second: string, request = signed) => {
    const session = login(credential);
    session.challenged([first], unsigned);
    if (proven) session.accepted();
    return session.challenged([second], request);
  };

  test.each<[string, ReturnType<typeof after>]>([
    ["that calls the nonce stale", after(false, digest("1"), digest("2", ", stale=true"))],
    ["with a new nonce from a camera that has let us in", after(true, digest("1"), digest("2"))],
  ])("%s is answered once more", (_, failed) => {
    expect(failed).toBeNull();
  });

  test.each<[string, ReturnType<typeof after>]>([
    ["with a new nonce, from a camera that never let us in", after(false, digest("1"), digest("2"))],
    ["with the nonce it has accepted", after(true, digest("1"), digest("1"))],
    [
      "to a request sent twice already",
      after(true, digest("1"), digest("2", ", stale=true"), { signed: true, repeated: true }),
    ],
    ["with Basic after Basic", after(true, 'Basic realm="r"', 'Basic realm="r"')],
    ["with Basic after digest, which would show the password", after(true, digest("1"), 'Basic realm="r"')],
  ])("%s is a refusal", (_, failed) => {
    expect(failed).toMatchObject({ kind: "credentialsRefused" });
  });
});
