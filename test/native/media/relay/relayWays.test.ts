import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { frameOf, framesOf } from "../../../../native/media/relay/interleaved";
import { headerValue, methodOf } from "../../../../native/media/relay/rtspMessage";
import { makeCertificate } from "../../../simulators/camera/certificate";
import { playsButSendsNothing, reply } from "./fakeBehaviours";
import type { FakeBehaviour } from "./fakeCamera";
import { bench, cameraAt, closeAll, deaf, open, openClient, play } from "./relayBench";

afterEach(closeAll);

/** RTP of payload type 96. */
const packet = (sequence: number, timestamp: number): Buffer => {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt8(0x80, 0);
  bytes.writeUInt8(96, 1);
  bytes.writeUInt16BE(sequence, 2);
  bytes.writeUInt32BE(timestamp, 4);
  return bytes;
};

describe("a camera that sends over UDP alone", () => {
  const udpOnly =
    (ports: { rtp: number }): FakeBehaviour =>
    (request, answer) => {
      const wanted = headerValue(request, "Transport") ?? "";
      if (methodOf(request) !== "SETUP") playsButSendsNothing(request, answer);
      else if (!wanted.includes("client_port")) answer.write(reply(request, "461 Unsupported Transport"));
      else {
        ports.rtp = Number(/client_port=(\d+)/.exec(wanted)?.[1]);
        answer.write(reply(request, "200 OK", ["Session: 42", `Transport: ${wanted};server_port=50000-50001`]));
      }
    };

  test.each(["auto", "udp"] as const)("is taken for one over TCP by ffmpeg (%s)", async (transport) => {
    const ports = { rtp: 0 };
    const { admission, camera, playing } = await bench(udpOnly(ports), {}, null, { transport });
    const client = openClient(admission.url);
    const answers = await play(client, admission.url);
    expect(answers.map(({ startLine }) => startLine)).toEqual(answers.map(() => "RTSP/1.0 200 OK"));
    expect(headerValue(answers[2] as (typeof answers)[number], "Transport")).toContain("interleaved=0-1");
    expect(await playing).toBe("udp");
    expect(ports.rtp % 2).toBe(0);
    expect(camera.requests.filter((request) => methodOf(request) === "SETUP")).toHaveLength(
      transport === "auto" ? 2 : 1,
    );

    const sender = createSocket("udp4");
    open.push({ close: () => sender.close() });
    sender.bind(0, "127.0.0.1");
    await once(sender, "listening");
    // The second is overtaken by the third.
    for (const sequence of [1, 3, 2])
      await new Promise<void>((resolve) =>
        sender.send(packet(sequence, sequence * 3_000), ports.rtp, "127.0.0.1", () => {
          resolve();
        }),
      );
    await client.next(() => [...framesOf(client.interleaved)].length === 3);
    expect([...framesOf(client.interleaved)].map((frame) => frame.packet.readUInt16BE(2))).toEqual([1, 2, 3]);
  });
});

describe("RTSP over TLS", () => {
  const certificate = makeCertificate("127.0.0.1", "camera");
  const sha256 = certificate.fingerprint256.replaceAll(":", "").toLowerCase();

  test("takes the certificate seen first and reports it", async () => {
    const { admission, playing, told } = await bench(playsButSendsNothing, {}, null, {}, certificate);
    void play(openClient(admission.url), admission.url);
    expect(await playing).toBe("tls");
    expect(told[0]).toBe(`certificate ${sha256}`);
  });

  test("goes on with the certificate that is known", async () => {
    const known = { certificateSha256: sha256.toUpperCase() };
    const { admission, playing, told } = await bench(playsButSendsNothing, {}, null, known, certificate);
    void play(openClient(admission.url), admission.url);
    expect(await playing).toBe("tls");
    expect(told).toEqual(["playing over tls"]);
  });

  test("says not a word to a camera that shows another", async () => {
    const other = { certificateSha256: "0".repeat(64) };
    const { camera, failed } = await bench(playsButSendsNothing, {}, null, other, certificate);
    expect(await failed).toMatchObject({ kind: "certificateChanged", part: "tls.certificate" });
    expect(camera.requests).toEqual([]);
  });

  test("names a camera that speaks no TLS", async () => {
    const { camera, relay } = await bench(playsButSendsNothing, {}, null);
    const plain = createServer((client) => client.end("RTSP/1.0 400 Bad Request\r\n\r\n"));
    open.push({ close: () => plain.close() });
    plain.listen(0, "127.0.0.1");
    await once(plain, "listening");
    const { port } = plain.address() as AddressInfo;
    const failed = new Promise((resolve) => {
      const address = { host: "127.0.0.1", port, tls: true, uri: camera.url };
      relay.admit(cameraAt(address), { ...deaf, failed: resolve });
    });
    expect(await failed).toMatchObject({ kind: "tlsFailed" });
  });
});

describe("of what passes", () => {
  test("a sender report tells the camera's clock (RFC 3550 §6.4.1), and time stamps never run backwards", async () => {
    const { admission, camera, playing, told } = await bench(playsButSendsNothing, {}, null);
    const client = openClient(admission.url);
    void play(client, admission.url);
    await playing;
    const report = Buffer.alloc(28);
    report.set([0x80, 200, 0, 6]);
    // 2026-11-24T04:00:00.500Z in seconds since 1900.
    report.writeUInt32BE(Date.UTC(2026, 10, 24, 4) / 1_000 + 2_208_988_800, 8);
    report.writeUInt32BE(0x80000000, 12);
    camera.send(frameOf(1, report));
    for (const [sequence, timestamp] of [
      [1, 90_000_000],
      [2, 90_003_000],
      [3, 7],
    ] as const)
      camera.send(frameOf(0, packet(sequence, timestamp)));
    await client.next(() => [...framesOf(client.interleaved)].length === 4);
    expect(told).toContain("clock 2026-11-24T04:00:00.500Z");
    const [, first = 0, second = 0, third = 0] = [...framesOf(client.interleaved)].map((frame) =>
      frame.packet.readUInt32BE(4),
    );
    expect([first, second]).toEqual([90_000_000, 90_003_000]);
    expect(third).toBeGreaterThan(second);
  });
});
