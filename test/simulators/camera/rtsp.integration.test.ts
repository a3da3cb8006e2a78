import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { groupAccessUnits } from "./annexB";
import { startCameras, type Cameras, type SimulatedCamera } from "./index";
import { liveClockMs } from "./liveStream";
import { readPictureCode } from "./pictureCode";
import { decodedPictures } from "./support/decodedPictures";
import { depacketise, readRtp } from "./support/depacketise";
import { connectRtsp, type RtspTestClient } from "./support/rtspTestClient";

const run = promisify(execFile);
const ffprobePath = process.env["FFPROBE_BIN"] ?? "ffprobe";
const login = { userName: "operator", password: "值守 p@ss:1" };
const tcp = { Transport: "RTP/AVP/TCP;unicast;interleaved=0-1" };

let cameras: Cameras;
let camera: SimulatedCamera;
const clients: RtspTestClient[] = [];

const connect = (url: string): RtspTestClient => {
  const client = connectRtsp(url);
  clients.push(client);
  return client;
};

/** Logs in, sets up and plays; answers the session's id and PLAY's RTP-Info. */
const play = async (
  client: RtspTestClient,
  url: string,
  channels = "0-1",
): Promise<{ id: string; rtpInfo: string }> => {
  const transport = { Transport: `RTP/AVP/TCP;unicast;interleaved=${channels}` };
  const setUp = await client.login(login, "SETUP", `${url}/trackID=1`, transport);
  expect(setUp.status).toBe(200);
  const id = setUp.headers.get("session")?.split(";")[0] ?? "";
  const playing = await client.login(login, "PLAY", url, { Session: id, Range: "npt=0.000-" });
  expect(playing.status).toBe(200);
  return { id, rtpInfo: playing.headers.get("rtp-info") ?? "" };
};

/** The RTP packets from the first one on, once `count` pictures are whole. */
const pictures = async (client: RtspTestClient, channel: number, count: number): Promise<readonly Buffer[]> => {
  const packets = (): readonly Buffer[] =>
    client.frames.filter((frame) => frame.channel === channel).map((frame) => frame.payload);
  const enough = (): boolean => packets().filter((packet) => readRtp(packet).marker).length >= count;
  if (!enough()) await client.nextFrame(enough);
  return packets();
};

const authorised = (url: string): string =>
  url.replace("rtsp://", `rtsp://${login.userName}:${encodeURIComponent(login.password)}@`);

beforeAll(async () => {
  cameras = await startCameras({ cameras: 2, ...login, drawFirst: ["sub", "main"] });
  const [first] = cameras.cameras;
  if (first === undefined) throw new Error("no camera");
  camera = first;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(() => cameras.stop());

describe("a simulated camera's RTSP", () => {
  it.each([
    ["main", "1920x1080", "25/1"],
    ["sub", "640x360", "15/1"],
  ] as const)("gives ffprobe its %s stream after a digest login", async (quality, size, rate) => {
    const shown = "stream=codec_name,width,height,avg_frame_rate,has_b_frames";
    const url = authorised(camera.rtspUrl[quality]);
    const { stdout } = await run(ffprobePath, [
      ...["-v", "error", "-rtsp_transport", "tcp", "-show_entries", shown, "-of", "json", url],
    ]);
    const { streams } = JSON.parse(stdout) as { streams: Record<string, unknown>[] };
    const [width, height] = size.split("x").map(Number);
    expect(streams).toEqual([{ codec_name: "h264", width, height, avg_frame_rate: rate, has_b_frames: 0 }]);
  });

  it.each([
    ["sub", 640, 360],
    ["sub", 240, 135],
    ["main", 320, 180],
  ] as const)(
    "shows in its %s picture, at %i×%i, which camera it is and a time that moves on",
    async (quality, w, h) => {
      const [, second] = cameras.cameras;
      if (second === undefined) throw new Error("no second camera");
      const input = ["-rtsp_transport", "tcp", "-i", authorised(second.rtspUrl[quality])];
      const codes = (await decodedPictures(input, w, h, 20)).map((picture) => readPictureCode(picture, w, h));
      expect(codes.map((code) => code?.cameraNumber)).toEqual(codes.map(() => 2));
      const steps = codes.slice(1).map((code, index) => {
        const stepMs = (code?.clipTimeMs ?? Number.NaN) - (codes[index]?.clipTimeMs ?? Number.NaN);
        return (stepMs + second.loopMs) % second.loopMs;
      });
      const frameMs = quality === "main" ? 40 : 1000 / 15;
      for (const stepMs of steps) expect(Math.abs(stepMs - frameMs)).toBeLessThanOrEqual(10);
    },
  );

  it("shows the time of day modulo the loop", async () => {
    const client = connect(camera.rtspUrl.sub);
    await play(client, camera.rtspUrl.sub);
    const packets = await pictures(client, 0, 2);
    const receivedMs = liveClockMs();
    const all = packets.map(readRtp);
    const nals = depacketise(all.slice(0, all.findLastIndex((packet) => packet.marker) + 1));
    const [key] = groupAccessUnits(nals);
    expect(key?.isKey).toBe(true);
    const stream = Buffer.concat(nals.flatMap((nal) => [Buffer.of(0, 0, 0, 1), nal])).toString("base64");
    const input = ["-f", "h264", "-i", `data:application/octet-stream;base64,${stream}`];
    const [picture] = await decodedPictures(input, 640, 360, 1);
    const code = readPictureCode(picture ?? [], 640, 360);
    const ageMs = (receivedMs - (code?.clipTimeMs ?? Number.NaN) + camera.loopMs) % camera.loopMs;
    expect(ageMs).toBeLessThan(camera.loopMs / 2);
  });

  it("starts every viewer at a key frame with its parameter sets, as RTP-Info says, on the channels asked for", async () => {
    const viewers = ["0-1", "6-7", "200-203"].map((channels) => ({ channels, client: connect(camera.rtspUrl.sub) }));
    const seen = await Promise.all(
      viewers.map(async ({ channels, client }) => {
        const channel = Number(channels.split("-")[0]);
        const { rtpInfo } = await play(client, camera.rtspUrl.sub, channels);
        const packets = (await pictures(client, channel, 35)).map(readRtp);
        return { rtpInfo, packets };
      }),
    );
    for (const { rtpInfo, packets } of seen) {
      const [first] = packets;
      expect(rtpInfo).toBe(
        `url=${camera.rtspUrl.sub}/trackID=1;seq=${first?.sequence ?? ""};rtptime=${first?.timestamp ?? ""}`,
      );
      packets.forEach((packet, index) => {
        expect(packet.payloadType).toBe(96);
        if (first !== undefined) expect(packet.sequence).toBe((first.sequence + index) & 0xffff);
      });
      // 15 pictures a second on a 90 kHz clock.
      const times = [...new Set(packets.map((packet) => packet.timestamp))];
      times.slice(1).forEach((time, index) => {
        expect((time - (times[index] ?? 0)) >>> 0).toBe(6_000);
      });
      const units = groupAccessUnits(depacketise(packets.slice(0, packets.findLastIndex((one) => one.marker) + 1)));
      const keys = units.filter((unit) => unit.isKey);
      expect(units[0]?.isKey).toBe(true);
      expect(keys.length).toBeGreaterThanOrEqual(2);
      for (const key of keys) expect(key.nals.map((nal) => (nal[0] ?? 0) & 0x1f)).toEqual([7, 8, 5]);
    }
    // What two viewers both saw is the same picture.
    const bySequence = new Map(seen[0]?.packets.map((packet) => [packet.sequence, packet]));
    const common = seen[1]?.packets.filter((packet) => bySequence.has(packet.sequence)) ?? [];
    expect(common.length).toBeGreaterThan(0);
    for (const packet of common) expect(bySequence.get(packet.sequence)).toEqual(packet);
  });

  it("describes itself in SDP with the control of its track and its parameter sets", async () => {
    const reply = await connect(camera.rtspUrl.sub).login(login, "DESCRIBE", camera.rtspUrl.sub);
    expect(reply.status).toBe(200);
    expect(reply.headers.get("content-type")).toBe("application/sdp");
    expect(reply.headers.get("content-base")).toBe(`${camera.rtspUrl.sub}/`);
    expect(reply.body).toMatch(/\r\nm=video 0 RTP\/AVP 96\r\n/);
    expect(reply.body).toMatch(/profile-level-id=4d[0-9a-f]{4};sprop-parameter-sets=[\w+/=]+,[\w+/=]+\r\n/);
    expect(reply.body).toMatch(/\r\na=control:trackID=1\r\n/);
  });

  it("wants a login for every method, signed for exactly its own URI", async () => {
    const client = connect(camera.rtspUrl.sub);
    const methods = ["OPTIONS", "DESCRIBE", "SETUP", "PLAY", "PAUSE", "GET_PARAMETER", "TEARDOWN"];
    for (const method of methods) {
      const reply = await client.request(method, camera.rtspUrl.sub, tcp);
      expect(reply.status).toBe(401);
      expect(reply.headers.get("www-authenticate")).toMatch(/^Digest realm="[^"]+", nonce="[^"]+"$/);
    }
    const wrong = { ...login, password: "guess" };
    expect((await client.login(wrong, "DESCRIBE", camera.rtspUrl.sub)).status).toBe(401);
    const elsewhere = { ...login, uri: `${camera.rtspUrl.sub}/trackID=1` };
    expect((await client.login(elsewhere, "DESCRIBE", camera.rtspUrl.sub)).status).toBe(401);
    expect((await client.login(login, "OPTIONS", camera.rtspUrl.sub)).headers.get("public")).toContain("GET_PARAMETER");
  });

  it("answers what cannot be with RTSP's own status", async () => {
    const client = connect(camera.rtspUrl.sub);
    const url = camera.rtspUrl.sub;
    const status = async (method: string, uri: string, headers: Readonly<Record<string, string>> = {}) =>
      (await client.login(login, method, uri, headers)).status;
    expect(await status("DESCRIBE", url.replace("/sub", "/nothing"))).toBe(404);
    expect(await status("SETUP", `${url}/trackID=1`, { Transport: "RTP/AVP;multicast" })).toBe(461);
    expect(await status("PLAY", url)).toBe(454);
    expect(await status("PLAY", url, { Session: "12345678" })).toBe(454);
    expect(await status("RECORD", url)).toBe(501);
    const { id } = await play(client, url);
    expect(await status("SETUP", `${url}/trackID=1`, { ...tcp, Session: id })).toBe(455);
    expect(await status("GET_PARAMETER", url, { Session: id })).toBe(200);
    expect(await status("TEARDOWN", url, { Session: id })).toBe(200);
    expect(await status("PLAY", url, { Session: id })).toBe(454);
    client.send("GET / HTTP/1.1\r\n\r\n");
    await client.closed;
  });

  it("takes a login with qop, and Basic where that is asked for", async () => {
    const others = await startCameras({ cameras: 1, ...login, rtspDigestQop: true });
    const [other] = others.cameras;
    const client = connect(other?.rtspUrl.sub ?? "");
    expect((await client.login(login, "DESCRIBE", other?.rtspUrl.sub ?? "")).status).toBe(200);
    await others.stop();
    const basic = await startCameras({ cameras: 1, ...login, rtspAuthentication: "basic" });
    const url = basic.cameras[0]?.rtspUrl.sub ?? "";
    const credentials = Buffer.from(`${login.userName}:${login.password}`).toString("base64");
    const bare = connect(url);
    expect((await bare.request("DESCRIBE", url)).headers.get("www-authenticate")).toMatch(/^Basic realm=/);
    expect((await bare.request("DESCRIBE", url, { Authorization: `Basic ${credentials}` })).status).toBe(200);
    await basic.stop();
  });

  it("reports its clock by RTCP on the second channel", async () => {
    const client = connect(camera.rtspUrl.sub);
    await play(client, camera.rtspUrl.sub, "2-3");
    const { payload } = await client.nextFrame((frame) => frame.channel === 3);
    const last = client.frames.filter((frame) => frame.channel === 2).at(-1);
    expect(payload[1]).toBe(200);
    expect(payload.readUInt32BE(4)).toBe(last?.payload.readUInt32BE(8));
    const reportedMs = payload.readUInt32BE(8) * 1000 + Date.UTC(1900, 0, 1);
    expect(Math.abs(reportedMs - Date.now())).toBeLessThan(60_000);
    // The report's moment lies close to the newest picture's, on the same 90 kHz clock.
    const gap = (payload.readUInt32BE(16) - (last?.payload.readUInt32BE(4) ?? 0)) | 0;
    expect(Math.abs(gap)).toBeLessThan(90_000);
  });
});

describe("a simulated camera's faults", () => {
  const url = (): string => camera.rtspUrl.sub;

  it("reboots on the same ports", async () => {
    const client = connect(url());
    await play(client, url());
    await camera.faults.switchOff();
    await client.closed;
    await expect(connect(url()).request("OPTIONS", url())).rejects.toThrow("closed");
    await camera.faults.switchOn();
    const again = connect(url());
    await play(again, url());
    expect(readRtp((await again.nextFrame()).payload).payloadType).toBe(96);
  });

  it("stalls with its connection kept, and goes on at a key frame", async () => {
    const client = connect(url());
    const otherUrl = cameras.cameras[1]?.rtspUrl.sub ?? "";
    const other = connect(otherUrl);
    const { id } = await play(client, url());
    await play(other, otherUrl);
    await Promise.all([pictures(client, 0, 1), pictures(other, 0, 1)]);
    camera.faults.stall(true);
    expect((await client.login(login, "GET_PARAMETER", url(), { Session: id })).status).toBe(200);
    const received = client.frames.length;
    const shown = other.frames.length;
    await other.nextFrame(() => other.frames.length > shown + 10); // meanwhile another camera goes on
    expect(client.frames.length).toBe(received);
    camera.faults.stall(false);
    const { payload } = await client.nextFrame();
    expect((readRtp(payload).payload[0] ?? 0) & 0x1f).toBe(7);
  });

  it("drops its connections and takes new ones", async () => {
    const client = connect(url());
    await play(client, url());
    camera.faults.dropConnections();
    await client.closed;
    await play(connect(url()), url());
  });

  it("refuses new sessions while the old ones go on", async () => {
    const old = connect(url());
    await play(old, url());
    camera.faults.refuseSessions(true);
    const late = connect(url());
    expect((await late.login(login, "SETUP", `${url()}/trackID=1`, tcp)).status).toBe(503);
    await old.nextFrame();
    camera.faults.refuseSessions(false);
    expect((await late.login(login, "SETUP", `${url()}/trackID=1`, tcp)).status).toBe(200);
  });
});
