import { createHash } from "node:crypto";
import { describe, expect, it, onTestFinished } from "vitest";
import { createExchange, type Operation } from "../../../../app/devices/onvif/exchange";
import { onvifLimits } from "../../../../app/devices/onvif/limits";
import { openTransport } from "../../../../app/devices/onvif/transport";
import { fixture } from "./fixture";
import {
  startTestDevice,
  type ReceivedRequest,
  type TestAnswer,
  type TestBehaviour,
  type TestDevice,
} from "./testDevice";

const credential = { userName: "admin", password: "秘 密" };
const answered: TestAnswer = { body: fixture("device-information.xml") };
const notAuthorized: TestAnswer = { status: 400, body: fixture("fault-not-authorized.xml") };

const challenge = (nonce: string, more = ""): TestAnswer => ({
  status: 401,
  headers: { "www-authenticate": `Digest realm="r", nonce="${nonce}", qop="auth"${more}`, "content-type": "text/html" },
  body: fixture("login-page-instead-of-soap.html"),
});

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

/** The nonce of a right answer to a challenge; null when there is none or it is wrong. */
const goodNonce = ({ headers, path }: ReceivedRequest): string | null => {
  const field = (name: string): string =>
    new RegExp(`[ ,]${name}="?([^",]*)`).exec(headers.authorization ?? "")?.[1] ?? "";
  const key = md5(`${credential.userName}:r:${credential.password}`);
  const wanted = md5(`${key}:${field("nonce")}:${field("nc")}:${field("cnonce")}:auth:${md5(`POST:${path}`)}`);
  return field("response") === wanted && field("uri") === path ? field("nonce") : null;
};

const open = async (behaviour: TestBehaviour, given: typeof credential | null = credential) => {
  const device = await startTestDevice(behaviour);
  const transport = openTransport(onvifLimits);
  onTestFinished(() => transport.close());
  const exchange = createExchange(transport, given, () => Date.UTC(2026, 10, 24, 0, 5, 9));
  const ask = (more: Partial<Operation> = {}) =>
    exchange({ service: "device", url: device.url, name: "GetDeviceInformation", ...more });
  return { ask, device };
};

const passwordsSent = (device: TestDevice): number =>
  device.requests.filter(({ headers, body }) => headers.authorization !== undefined || body.includes("UsernameToken"))
    .length;

describe("logging into a device", () => {
  it("sends no password to a device that wants none", async () => {
    const { ask, device } = await open(() => answered);
    expect((await ask()).ok).toBe(true);
    expect(passwordsSent(device)).toBe(0);
    expect(device.requests[0]?.headers["content-type"]).toBe(
      'application/soap+xml; charset=utf-8; action="http://www.onvif.org/ver10/device/wsdl/GetDeviceInformation"',
    );
  });

  it("answers a digest challenge, and uses the nonce again with a rising count", async () => {
    const { ask, device } = await open((request) => (goodNonce(request) === "n1" ? answered : challenge("n1")));
    expect((await ask()).ok).toBe(true);
    expect((await ask()).ok).toBe(true);
    expect(device.requests.map(({ headers }) => /nc=(\d+)/.exec(headers.authorization ?? "")?.[1])).toEqual([
      undefined,
      "00000001",
      "00000002",
    ]);
    expect(device.requests.every(({ body }) => !body.includes("UsernameToken"))).toBe(true);
  });

  it("repeats once for a stale nonce, said or unsaid", async () => {
    for (const stale of [", stale=true", ""]) {
      let valid = "n1";
      const { ask, device } = await open((request) =>
        goodNonce(request) === valid ? answered : challenge(valid, stale),
      );
      expect((await ask()).ok).toBe(true);
      valid = "n2";
      expect((await ask()).ok).toBe(true);
      expect(device.requests).toHaveLength(4);
    }
  });

  it("stops at the first clear refusal, for good", async () => {
    let nonce = 0;
    const { ask, device } = await open(() => challenge(String((nonce += 1))));
    const refused = { ok: false, error: { kind: "credentialsRefused", part: "GetDeviceInformation.login" } };
    expect(await ask()).toMatchObject(refused);
    expect(passwordsSent(device)).toBe(1);
    expect(await ask()).toMatchObject(refused);
    expect(device.requests).toHaveLength(2);
  });

  it("does not believe every nonce to be stale", async () => {
    let nonce = 0;
    const { ask, device } = await open(() => challenge(String((nonce += 1)), ", stale=true"));
    expect(await ask()).toMatchObject({ error: { kind: "credentialsRefused" } });
    expect(passwordsSent(device)).toBe(2);
  });

  it("uses a UsernameToken in device time where there is no challenge but a fault", async () => {
    const { ask, device } = await open(({ body }) => (body.includes("UsernameToken") ? answered : notAuthorized));
    expect((await ask()).ok).toBe(true);
    expect(device.requests[1]?.body).toContain("<u:Created>2026-11-24T00:05:09.000Z</u:Created>");
    expect(device.requests[1]?.body).not.toContain(credential.password);
    expect(device.requests.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    expect((await ask()).ok).toBe(true);
    expect(device.requests).toHaveLength(3);
  });

  it("stops at the first refused UsernameToken, and does not go on with a digest", async () => {
    for (const second of [notAuthorized, challenge("n")]) {
      const { ask, device } = await open(({ body }) => (body.includes("UsernameToken") ? second : notAuthorized));
      expect(await ask()).toMatchObject({ error: { kind: "credentialsRefused" } });
      expect(await ask()).toMatchObject({ error: { kind: "credentialsRefused" } });
      expect(device.requests).toHaveLength(2);
    }
  });

  it("stops when a device that took the challenge forbids or faults", async () => {
    for (const second of [notAuthorized, { status: 403 }]) {
      const { ask, device } = await open(({ headers }) =>
        headers.authorization === undefined ? challenge("n") : second,
      );
      expect(await ask()).toMatchObject({ error: { kind: "credentialsRefused" } });
      expect(await ask()).toMatchObject({ error: { kind: "credentialsRefused" } });
      expect(device.requests).toHaveLength(2);
    }
  });

  it("goes on after one operation the account may not do", async () => {
    const { ask } = await open((request) => {
      if (goodNonce(request) === null) return challenge("n");
      return request.operation === "GetScopes" ? notAuthorized : answered;
    });
    expect((await ask()).ok).toBe(true);
    expect(await ask({ name: "GetScopes" })).toMatchObject({ error: { kind: "credentialsRefused" } });
    expect((await ask()).ok).toBe(true);
  });

  it("asks for name and password where it has none, and never sends them where it must not", async () => {
    for (const first of [challenge("n"), notAuthorized]) {
      const without = await open(() => first, null);
      expect(await without.ask()).toMatchObject({ error: { kind: "credentialsRequired" } });
      const anonymous = await open(() => first);
      expect(await anonymous.ask({ anonymous: true })).toMatchObject({ error: { kind: "credentialsRequired" } });
      expect(passwordsSent(anonymous.device)).toBe(0);
    }
  });

  it("gives a password to no login that would show it, and to no page that is no device", async () => {
    const basic = await open(() => ({ status: 401, headers: { "www-authenticate": `Basic realm="x"` } }));
    expect(await basic.ask()).toMatchObject({
      error: { kind: "unsupported", part: "GetDeviceInformation.http.WWW-Authenticate" },
    });
    const page = await open(() => ({ status: 401, body: fixture("login-page-instead-of-soap.html") }));
    expect(await page.ask()).toMatchObject({ error: { kind: "notOnvif" } });
    expect(passwordsSent(basic.device) + passwordsSent(page.device)).toBe(0);
  });

  it("follows a redirect on the host, and none to another", async () => {
    const moved = await open(({ path }) =>
      path === "/new" ? answered : { status: 307, headers: { location: "/new" } },
    );
    expect((await moved.ask()).ok).toBe(true);
    const other = await startTestDevice(() => answered);
    for (const location of [`http://localhost:${other.url.port}/`, "//evil.invalid/", "file:///x", "http://"]) {
      const { ask } = await open(() => ({ status: 302, headers: { location } }));
      expect(await ask()).toMatchObject({
        ok: false,
        error: { kind: "unsupported", part: "GetDeviceInformation.http.Location" },
      });
    }
    expect(other.requests).toHaveLength(0);
  });

  it("does not go round in circles", async () => {
    const { ask, device } = await open(() => ({ status: 302, headers: { location: "/onvif/device_service" } }));
    expect(await ask()).toMatchObject({ error: { kind: "malformedAnswer" } });
    expect(device.requests.length).toBeLessThanOrEqual(4);
  });

  it.each<[string, TestAnswer, object]>([
    [
      "a DOCTYPE",
      { body: fixture("doctype.xml") },
      { kind: "forbiddenMarkup", part: "GetDeviceInformation.xml.doctype" },
    ],
    ["an entity bomb", { body: fixture("entity-bomb.xml") }, { kind: "forbiddenMarkup" }],
    [
      "10 MB",
      { body: Buffer.alloc(10_000_000, 0x20) },
      { kind: "answerTooLarge", part: "GetDeviceInformation.http.body" },
    ],
    ["a web page", { body: fixture("login-page-instead-of-soap.html") }, { kind: "notOnvif" }],
    ["nonsense", { body: "nonsense" }, { kind: "notOnvif" }],
    ["nothing", { body: "" }, { kind: "notOnvif" }],
    ["404", { status: 404, body: "no" }, { kind: "notOnvif", part: "GetDeviceInformation.http.body" }],
    ["other XML", { body: "<rss/>" }, { kind: "notOnvif", part: "GetDeviceInformation.soap" }],
    ["broken XML", { body: "<e:Envelope" }, { kind: "malformedAnswer", part: "GetDeviceInformation.xml" }],
    ["another operation's answer", { body: fixture("scopes.xml") }, { kind: "malformedAnswer" }],
    [
      "a fault of its own",
      { status: 500, body: fixture("fault-action-not-supported.xml") },
      { kind: "deviceFault", detail: "Receiver/ActionNotSupported: Optional action not implemented" },
    ],
  ])("tells what it is when a device answers with %s", async (_, answer, error) => {
    const { ask } = await open(() => answer);
    expect(await ask()).toMatchObject({ ok: false, error });
  });
});

describe("a login that fails for another cause than the password", () => {
  const withToken =
    (answer: TestAnswer): TestBehaviour =>
    ({ body }) =>
      body.includes("UsernameToken") ? answer : notAuthorized;

  it.each<[string, TestAnswer, object]>([
    [
      "a fault that says locked",
      { status: 400, body: fixture("fault-account-locked.xml") },
      { kind: "lockedOut", part: "GetDeviceInformation.login" },
    ],
    [
      "a document of its own",
      { status: 401, body: fixture("locked-document-instead-of-fault.xml") },
      { kind: "lockedOut", part: "GetDeviceInformation.http.body" },
    ],
    ["HTTP 423", { status: 423 }, { kind: "lockedOut", part: "GetDeviceInformation.http.status" }],
    ["an expired message", { status: 400, body: fixture("fault-message-expired.xml") }, { kind: "clockSkew" }],
    ["no room", { status: 500, body: fixture("fault-too-many-sessions.xml") }, { kind: "sessionLimit" }],
  ])("is told apart: %s", async (_, answer, error) => {
    const { ask } = await open(withToken(answer));
    expect(await ask()).toMatchObject({ ok: false, error });
  });

  it("is not tried again once the account is locked", async () => {
    const { ask, device } = await open(withToken({ status: 400, body: fixture("fault-account-locked.xml") }));
    await ask();
    expect(await ask()).toMatchObject({ error: { kind: "lockedOut" } });
    expect(device.requests).toHaveLength(2);
  });
});
