import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { openLog } from "../../../app/base/log";
import type { Failure } from "../../../app/domain/failure";
import { createMedia } from "../../../native/media/media";
import { frameOf } from "../../../native/media/relay/interleaved";
import { methodOf } from "../../../native/media/relay/rtspMessage";
import { decode, ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation, type TestStation } from "../../harness/mediaStation";
import { ffmpegChildrenOf } from "../../harness/processes";
import { isChunk, isPhase, type TestWindow } from "../../harness/streamWindow";
import { startCameras, type Cameras, type SimulatedCamera } from "../../simulators/camera";
import { h264ParameterSet } from "./parameterSetBits";
import { playsButSendsNothing, reply } from "./relay/fakeBehaviours";
import { startFakeCamera, type FakeBehaviour, type FakeCamera } from "./relay/fakeCamera";

const credential = { userName: "admin", password: "Simulated-pass-7" };
const open: { close(): Promise<unknown> }[] = [];
const logLines: string[] = [];
let cameras: Cameras;

beforeAll(async () => {
  cameras = await startCameras({ cameras: 1, ...credential });
});

afterAll(() => cameras.stop());

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  logLines.length = 0;
  expect(ffmpegChildrenOf(process.pid)).toEqual([]);
});

const startMedia = (limits = {}): TestStation => {
  const log = openLog("media", (line) => logLines.push(line));
  const media = createMedia({ ffmpegPath, log, clock: systemClock, lingerMs: 200, limits });
  open.push(media);
  return connectStation(media);
};

const fake = async (behave: FakeBehaviour): Promise<FakeCamera> => {
  const camera = await startFakeCamera(behave);
  open.push(camera);
  return camera;
};

const neighbourOf = async (station: TestStation): Promise<TestWindow> => {
  const { rtspUrl } = cameras.cameras[0] as SimulatedCamera;
  const window = station.open({ id: "good/sub", url: rtspUrl.sub, credential });
  await window.next(isPhase("live"));
  return window;
};

/** A description with this parameter set. */
const describing =
  (parameterSet: Buffer): FakeBehaviour =>
  (request, answer) => {
    if (methodOf(request) !== "DESCRIBE") {
      playsButSendsNothing(request, answer);
      return;
    }
    const sets = `sprop-parameter-sets=${parameterSet.toString("base64")},aM48gA==`;
    const video = ["m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000", `a=fmtp:96 packetization-mode=1;${sets}`];
    answer.write(reply(request, "200 OK", [], ["v=0", "s=x", ...video, "a=control:t", ""].join("\r\n")));
  };

/** One byte of a long answer at a time, for as long as it is listened to. */
const dripping: FakeBehaviour = (_, answer) => {
  const timer = setInterval(() => answer.write("X"), 20);
  answer.on("close", () => {
    clearInterval(timer);
  });
};

const redirecting =
  (to: string): FakeBehaviour =>
  (request, answer) =>
    answer.write(reply(request, "302 Moved Temporarily", [`Location: ${to}`]));

const limits = { answerMs: 300, settledRetryMs: 200, longestRetryMs: 200 };

test.each<[string, () => FakeBehaviour, Partial<Failure>]>([
  [
    "pictures of 0 × 0",
    () => describing(h264ParameterSet(1, 1, [16, 16])),
    { kind: "unsupported", part: "sps.size", detail: "pictures of 0×0" },
  ],
  [
    "pictures of 16384 × 16384",
    () => describing(h264ParameterSet(1_024, 1_024, [0, 0])),
    { kind: "unsupported", part: "sps.size", detail: "pictures of 16384×16384" },
  ],
  ["an answer that drips", () => dripping, { kind: "timedOut" }],
])("%s: told on that tile at every try, logged once, and the neighbour misses nothing", async (_, behave, expected) => {
  const station = startMedia(limits);
  const neighbour = await neighbourOf(station);
  const camera = await fake(behave());
  const window = station.open({ id: "bad/main", url: camera.url, credential: null });
  const refused = (): number =>
    window.all.filter((message) => message.kind === "phase" && message.retryAtUtcMs !== undefined).length;
  expect(await window.next(isPhase("waitingToRetry"))).toMatchObject({ failure: expected });
  await expect.poll(refused, { timeout: 10_000 }).toBeGreaterThan(2);
  expect(logLines.filter((line) => line.includes('"bad/main"'))).toHaveLength(1);
  expect(neighbour.all.filter(({ kind }) => kind === "begin")).toHaveLength(1);
  await neighbour.next(isChunk, neighbour.all.length);
  // Nothing is made room for: only the neighbour has its ffmpeg.
  expect(ffmpegChildrenOf(process.pid)).toHaveLength(1);
});

test("a redirect to another host is refused and told; nobody knocks there, and the password goes nowhere", async () => {
  const station = startMedia(limits);
  const elsewhere = await fake(playsButSendsNothing);
  const camera = await fake(redirecting(elsewhere.url));
  const window = station.open({ id: "bad/main", url: camera.url, credential });
  expect(await window.next(isPhase("waitingToRetry"))).toMatchObject({
    failure: { kind: "deviceFault", part: "rtsp.status", detail: expect.stringContaining("302") as string },
  });
  await expect.poll(() => camera.requests.length, { timeout: 10_000 }).toBeGreaterThan(2);
  expect(elsewhere.requests).toEqual([]);
  expect(logLines.filter((line) => line.includes('"bad/main"'))).toHaveLength(1);
  expect(logLines.join("")).not.toContain(credential.password);
});

test("a size no one plays that comes inside the stream is told as well", async () => {
  const station = startMedia({ ...limits, keyFrameMs: 2_000 });
  const neighbour = await neighbourOf(station);
  const camera = await fake(describing(h264ParameterSet(40, 23, [0, 8])));
  const window = station.open({ id: "bad/main", url: camera.url, credential: null });
  await window.next(isPhase("waitingForKeyFrame"));
  const units = [
    h264ParameterSet(1_024, 1_024, [0, 0]),
    Buffer.of(0x68, 0xce, 0x3c, 0x80),
    Buffer.of(0x65, 0x88, 0x84),
  ];
  let sequence = 0;
  const sending = new AbortController();
  const send = async (): Promise<void> => {
    for (let picture = 0; !sending.signal.aborted; picture += 1) {
      for (const unit of units) {
        const header = Buffer.alloc(12);
        header[0] = 0x80;
        header[1] = unit === units.at(-1) ? 0xe0 : 0x60;
        header.writeUInt16BE((sequence += 1), 2);
        header.writeUInt32BE(picture * 6_000, 4);
        camera.send(frameOf(0, Buffer.concat([header, unit])));
      }
      await wait(66);
    }
  };
  const sent = send();
  const failed = await window.next((message) => message.kind === "phase" && message.failure !== undefined);
  sending.abort();
  await sent;
  // By us, or by ffmpeg, which takes no such size either.
  expect(failed).toMatchObject({ failure: { kind: expect.stringMatching(/^(unsupported|decoderFailed)$/) as string } });
  await neighbour.next(isChunk, neighbour.all.length);
});

test.each([
  ["codec", { codec: "H265" as const }, "closing" as const],
  ["codec and size", { codec: "H265" as const, widthPx: 1_280, heightPx: 720 }, "closing" as const],
  ["codec without a word", { codec: "H265" as const }, "inBand" as const],
])("a camera that changes its %s: a new file that decodes, without a hand", async (_, format, mode) => {
  const started = await startCameras({ cameras: 1, ...credential });
  open.push({ close: () => started.stop() });
  const camera = started.cameras[0] as SimulatedCamera;
  const station = startMedia();
  const window = station.open({ id: "camera/sub", url: camera.rtspUrl.sub, credential, playsH265: true });
  await window.next(isPhase("live"));
  await camera.faults.changeFormat(format, { mode });
  const from = window.all.length;
  await window.next((message) => message.kind === "begin" && message.container === "mpegts", from);
  await window.next((message) => message.kind === "facts" && message.encoding === "H265", from);
  for (let picture = 0; picture < 20; picture += 1) await window.next(isChunk, window.all.length);
  const last = window.all.filter(({ kind }) => kind === "begin").length;
  const decoded = await decode(window.file(last));
  expect(decoded.complaints).toBe("");
  expect(decoded.frames).toBeGreaterThan(10);
});

test("a camera that goes from 640 × 360 to 1280 × 720 inside the stream: a new file of that size, the connection stays", async () => {
  const started = await startCameras({ cameras: 1, ...credential });
  open.push({ close: () => started.stop() });
  const camera = started.cameras[0] as SimulatedCamera;
  const window = startMedia().open({ id: "camera/sub", url: camera.rtspUrl.sub, credential });
  await window.next((message) => message.kind === "facts" && message.widthPx === 640);
  await camera.faults.changeFormat({ widthPx: 1_280, heightPx: 720 });
  await window.next((message) => message.kind === "begin" && message.generation === 2);
  await window.next((message) => message.kind === "facts" && message.widthPx === 1_280 && message.heightPx === 720);
  expect(window.all.filter(isPhase("live"))).toHaveLength(1);
  expect((await decode(window.file(2))).complaints).toBe("");
});
