import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startCameras, type Cameras } from "./index";
import { readPictureCode } from "./pictureCode";
import { decodedPictures } from "./support/decodedPictures";
import { readRtp } from "./support/depacketise";
import { connectRtsp } from "./support/rtspTestClient";

const run = promisify(execFile);
const ffprobePath = process.env["FFPROBE_BIN"] ?? "ffprobe";
const login = { userName: "operator", password: "值守 p@ss:1" };

/** One camera of each kind, in this order. */
const kinds = [
  { codec: "H265", audio: "PCMA", secure: true },
  { codec: "JPEG", audio: "PCMU", transports: ["udp"] },
  { codec: "H264", audio: "AAC", transports: ["tcp"], startWith: "lastKeyFrame" },
] as const;

let cameras: Cameras;

beforeAll(async () => {
  cameras = await startCameras({ cameras: kinds, ...login });
});
afterAll(() => cameras.stop());

const authorised = (index: number, secure = false): string => {
  const camera = cameras.cameras[index];
  const url = (secure ? camera?.secureRtspUrl?.sub : camera?.rtspUrl.sub) ?? "";
  return url.replace("://", `://${login.userName}:${encodeURIComponent(login.password)}@`);
};

const streamsOf = async (parameters: readonly string[]): Promise<readonly Record<string, unknown>[]> => {
  const shown = "stream=codec_name,width,height,sample_rate,channels";
  const { stdout } = await run(ffprobePath, ["-v", "error", "-show_entries", shown, "-of", "json", ...parameters]);
  return (JSON.parse(stdout) as { streams: Record<string, unknown>[] }).streams;
};

describe("a simulated camera's formats", () => {
  it.each([
    [0, "tcp", "hevc", "pcm_alaw", "8000"],
    [0, "udp", "hevc", "pcm_alaw", "8000"],
    [1, "udp", "mjpeg", "pcm_mulaw", "8000"],
    [2, "tcp", "h264", "aac", "16000"],
  ] as const)("give ffprobe camera %i over %s as %s with %s", async (index, transport, video, audio, rate) => {
    expect(await streamsOf(["-rtsp_transport", transport, authorised(index)])).toEqual([
      { codec_name: video, width: 640, height: 360 },
      { codec_name: audio, sample_rate: rate, channels: 1 },
    ]);
  });

  it.each([
    [0, "tcp"],
    [1, "udp"],
    [2, "tcp"],
  ] as const)("show camera %i decoded as itself, with a time that moves on", async (index, transport) => {
    const input = ["-rtsp_transport", transport, "-i", authorised(index)];
    const codes = (await decodedPictures(input, 640, 360, 15)).map((picture) => readPictureCode(picture, 640, 360));
    expect(codes.map((code) => code?.cameraNumber)).toEqual(codes.map(() => index + 1));
    const [first, last] = [codes[0]?.clipTimeMs ?? 0, codes.at(-1)?.clipTimeMs ?? 0];
    expect(Math.abs(((last - first + 24_000) % 24_000) - (14 * 1000) / 15)).toBeLessThanOrEqual(80);
  });

  it.each([0, 1, 2])("sound of camera %i is a quiet tone of 440 Hz to ffmpeg", async (index) => {
    const transport = index === 1 ? "udp" : "tcp";
    const { stdout } = await run(
      process.env["FFMPEG_BIN"] ?? "ffmpeg",
      [
        ...["-v", "error", "-rtsp_transport", transport, "-i", authorised(index), "-vn", "-frames:a", "20"],
        ...["-ar", "8000", "-f", "s16le", "pipe:1"],
      ],
      { encoding: "buffer", maxBuffer: 1_000_000 },
    );
    const samples = new Int16Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + 2 * 4_000 * 2)).slice(
      2_000,
    );
    const loudest = Math.max(...samples.map(Math.abs));
    expect(loudest).toBeGreaterThan(800);
    expect(loudest).toBeLessThan(4_000);
    const crossings = samples.filter((sample, at) => at > 0 && sample >= 0 && (samples[at - 1] ?? 0) < 0).length;
    expect(Math.abs((crossings * 8_000) / samples.length - 440)).toBeLessThan(12);
  });

  it("are served over TLS with a certificate of the camera's own", async () => {
    const streams = await streamsOf(["-rtsp_transport", "tcp", authorised(0, true)]);
    expect(streams[0]).toMatchObject({ codec_name: "hevc" });
  });

  it("refuse with 461 the transport that a camera does not have", async () => {
    for (const [index, transport] of [
      [1, "RTP/AVP/TCP;unicast;interleaved=0-1"],
      [2, "RTP/AVP;unicast;client_port=50000-50001"],
    ] as const) {
      const url = cameras.cameras[index]?.rtspUrl.sub ?? "";
      const client = connectRtsp(url);
      const reply = await client.login(login, "SETUP", `${url}/trackID=1`, { Transport: transport });
      expect(reply.status).toBe(461);
      client.close();
    }
  });

  it("start at once with the newest key frame where a camera does so, without a gap to what follows", async () => {
    const url = cameras.cameras[2]?.rtspUrl.sub ?? "";
    const client = connectRtsp(url);
    const transport = { Transport: "RTP/AVP/TCP;unicast;interleaved=0-1" };
    const setUp = await client.login(login, "SETUP", `${url}/trackID=1`, transport);
    const session = setUp.headers.get("session")?.split(";")[0] ?? "";
    const playing = await client.login(login, "PLAY", url, { Session: session });
    const packets = (): ReturnType<typeof readRtp>[] =>
      client.frames.filter((frame) => frame.channel === 0).map((frame) => readRtp(frame.payload));
    await client.nextFrame(() => new Set(packets().map((packet) => packet.timestamp)).size > 45);
    const seen = packets();
    expect((seen[0]?.payload[0] ?? 0) & 0x1f).toBe(7);
    expect(playing.headers.get("rtp-info")).toContain(
      `seq=${seen[0]?.sequence ?? ""};rtptime=${seen[0]?.timestamp ?? ""}`,
    );
    seen.slice(1).forEach((packet, index) => {
      expect(packet.sequence).toBe(((seen[index]?.sequence ?? 0) + 1) & 0xffff);
      expect([0, 6_000]).toContain((packet.timestamp - (seen[index]?.timestamp ?? 0)) >>> 0);
    });
    client.close();
  });
});
