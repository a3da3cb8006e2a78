import { afterEach, describe, expect, test } from "vitest";
import type { Failure } from "../../../../app/domain/failure";
import { frameOf } from "../../../../native/media/relay/interleaved";
import { headerValue, methodOf } from "../../../../native/media/relay/rtspMessage";
import { playsButSendsNothing, reply } from "./fakeBehaviours";
import type { FakeBehaviour } from "./fakeCamera";
import { bench, cameraAt, closeAll, credential, deaf, open, openClient, play } from "./relayBench";

afterEach(closeAll);

describe("what goes wrong is named", () => {
  const whole =
    (status: string, headers: readonly string[] = [], body = ""): FakeBehaviour =>
    (request, answer) => {
      answer.write(reply(request, status, headers, body));
    };
  const raw =
    (text: string): FakeBehaviour =>
    (_, answer) => {
      answer.write(text);
    };
  const digest = 'WWW-Authenticate: Digest realm="cam", nonce="n"';

  test.each<[string, FakeBehaviour, Partial<Failure>]>([
    [
      "an endless header",
      raw(`RTSP/1.0 200 OK\r\nX: ${"x".repeat(40_000)}`),
      { kind: "answerTooLarge", part: "rtsp.header" },
    ],
    ["garbage", raw("\u0000\u0001\u0002 nonsense\r\n\r\n"), { kind: "malformedAnswer", part: "rtsp.header" }],
    ["a web server", raw("HTTP/1.1 400 Bad Request\r\n\r\n"), { kind: "malformedAnswer", part: "rtsp.header" }],
    ["an endless description", raw("RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n"), { kind: "answerTooLarge" }],
    [
      "a description without video",
      whole("200 OK", [], "v=0\r\nm=audio 0 RTP/AVP 8\r\n"),
      { kind: "noVideo", part: "sdp.m=video" },
    ],
    ["a description that is none", whole("200 OK", [], "<html>"), { kind: "malformedAnswer", part: "sdp.v" }],
    [
      "a refusal of its own",
      whole("503 Service Unavailable"),
      { kind: "deviceFault", part: "rtsp.status", detail: "DESCRIBE: RTSP 503, refused" },
    ],
    [
      "a redirect",
      whole("302 Moved", ["Location: rtsp://evil.example/"]),
      { kind: "deviceFault", part: "rtsp.status" },
    ],
    ["a login nobody knows", whole("401 Unauthorized", ["WWW-Authenticate: Negotiate"]), { kind: "unsupported" }],
    ["a refused password", whole("401 Unauthorized", [digest]), { kind: "credentialsRefused" }],
    [
      "a nonce that is stale for ever",
      whole("401 Unauthorized", [`${digest}, stale=true`]),
      { kind: "credentialsRefused" },
    ],
    ["an account that is locked", whole("403 Forbidden"), { kind: "lockedOut", part: "rtsp.status" }],
    ["an account that is said to be locked", whole("401 User Locked", [digest]), { kind: "lockedOut" }],
    ["a closed door", (_, answer) => answer.destroy(), { kind: "connectionLost" }],
    ["half an answer", (_, answer) => answer.end("RTSP/1.0 200 OK\r\nCSe"), { kind: "connectionLost" }],
  ])("%s", async (_, behave, expected) => {
    const { admission, failed } = await bench(behave);
    const client = openClient(admission.url);
    void client.ask("DESCRIBE", admission.url);
    const failure = await failed;
    expect(failure).toMatchObject(expected);
    expect(JSON.stringify(failure)).not.toContain(credential.password);
    await client.closed;
  });

  test("a wrong password is sent once, not again", async () => {
    const { camera, admission, failed } = await bench(whole("401 Unauthorized", [digest]));
    void openClient(admission.url).ask("DESCRIBE", admission.url);
    await failed;
    const signed = camera.requests.filter((request) => headerValue(request, "Authorization") !== undefined);
    expect(signed).toHaveLength(1);
  });

  test("no password where one is wanted", async () => {
    const { admission, failed } = await bench(whole("401 Unauthorized", [digest]), {}, null);
    void openClient(admission.url).ask("DESCRIBE", admission.url);
    expect(await failed).toMatchObject({ kind: "credentialsRequired" });
  });

  test("an answer that drips on for ever", async () => {
    const drip: FakeBehaviour = (_, answer) => {
      const timer = setInterval(() => answer.write("X"), 10);
      answer.on("close", () => {
        clearInterval(timer);
      });
    };
    const { admission, failed } = await bench(drip, { answerMs: 100 });
    void openClient(admission.url).ask("DESCRIBE", admission.url);
    expect(await failed).toMatchObject({ kind: "timedOut" });
  });

  test.each(["453 Not Enough Bandwidth", "503 Service Unavailable"])("a recorder that is full (%s)", async (status) => {
    const full: FakeBehaviour = (request, answer) => {
      if (methodOf(request) === "SETUP") answer.write(reply(request, status));
      else playsButSendsNothing(request, answer);
    };
    const { admission, failed } = await bench(full);
    void play(openClient(admission.url), admission.url);
    expect(await failed).toMatchObject({ kind: "sessionLimit", part: "rtsp.status" });
  });

  test("a camera that goes over to another encoding without a word", async () => {
    const { camera, admission, failed, playing } = await bench(playsButSendsNothing);
    void play(openClient(admission.url), admission.url);
    await playing;
    const packet = frameOf(0, Uint8Array.of(0x80, 97, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0));
    for (let count = 0; count < 60; count += 1) camera.send(packet);
    expect(await failed).toMatchObject({ kind: "connectionLost", part: "rtp.header" });
  });

  test("a camera that plays and sends nothing", async () => {
    const { admission, failed } = await bench(playsButSendsNothing, { silenceMs: 50 });
    void play(openClient(admission.url), admission.url);
    expect(await failed).toMatchObject({ kind: "stalled" });
  });

  test("nobody listening", async () => {
    const { camera, relay } = await bench(playsButSendsNothing);
    await camera.close();
    open.splice(open.indexOf(camera), 1);
    const failed = new Promise<Failure>((resolve) => {
      const address = { host: "127.0.0.1", port: camera.port, tls: false, uri: camera.url };
      relay.admit(cameraAt(address), { ...deaf, failed: resolve });
    });
    expect(await failed).toMatchObject({
      kind: "unreachable",
      detail: `ECONNREFUSED 127.0.0.1:${String(camera.port)}`,
    });
  });
});
