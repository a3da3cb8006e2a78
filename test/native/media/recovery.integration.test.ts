import { afterEach, describe, expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { openLog } from "../../../app/base/log";
import { createMedia } from "../../../native/media/media";
import { decode, ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation, type TestStation } from "../../harness/mediaStation";
import { ffmpegChildrenOf } from "../../harness/processes";
import { isChunk, isPhase, type TestWindow } from "../../harness/streamWindow";
import { startCameras, startRecorder, type CamerasOptions, type SimulatedCamera } from "../../simulators/camera";

const credential = { userName: "admin", password: "Simulated-pass-7" };
const open: (() => Promise<unknown>)[] = [];
const logLines: string[] = [];

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
  logLines.length = 0;
});

const startMedia = (limits = {}): TestStation => {
  const log = openLog("media", (line) => logLines.push(line));
  const media = createMedia({ ffmpegPath, log, clock: systemClock, lingerMs: 200, limits });
  open.push(() => media.close());
  return connectStation(media);
};

const startCamera = async (options: Partial<CamerasOptions> = {}): Promise<SimulatedCamera> => {
  const cameras = await startCameras({ cameras: 1, ...credential, ...options });
  open.push(() => cameras.stop());
  return cameras.cameras[0] as SimulatedCamera;
};

/** A tile that shows the camera's sub stream. */
const show = async (camera: SimulatedCamera, more = {}): Promise<TestWindow> => {
  const window = startMedia().open({ id: "camera/sub", url: camera.rtspUrl.sub, credential, ...more });
  await window.next(isPhase("live"));
  return window;
};

const liveAgain = async (window: TestWindow, from: number): Promise<void> => {
  await window.next(isPhase("live"), from);
  await window.next(isChunk, window.all.length);
};

describe("a tile goes on by itself", () => {
  test("when its ffmpeg hangs", async () => {
    const window = await show(await startCamera());
    // So that its rhythm is known.
    for (let frame = 0; frame < 15; frame += 1) await window.next(isChunk, window.all.length);
    const from = window.all.length;
    const [hung] = ffmpegChildrenOf(process.pid);
    if (hung === undefined) throw new Error("no ffmpeg");
    process.kill(hung.pid, "SIGSTOP");
    const told = await window.next((message) => message.kind === "phase" && message.failure !== undefined, from);
    expect(told).toMatchObject({ failure: { kind: expect.stringMatching(/decoderFailed|stalled/) as string } });
    await liveAgain(window, from);
    expect(ffmpegChildrenOf(process.pid).map(({ pid }) => pid)).not.toContain(hung.pid);
  });

  test.each([
    ["forward", 3_600_000],
    ["back", -3_600_000],
  ])("when time stamps jump %s: the same file, and a decoder does not notice", async (_, byMs) => {
    const camera = await startCamera();
    const window = await show(camera);
    camera.faults.jumpTimestamps(byMs);
    for (let frame = 0; frame < 20; frame += 1) await window.next(isChunk, window.all.length);
    expect(window.all.filter((message) => message.kind === "begin")).toHaveLength(1);
    expect((await decode(window.file(1))).complaints).toBe("");
  });

  test("when the camera changes its resolution inside the stream: a new file, no new connection", async () => {
    const camera = await startCamera();
    const window = await show(camera);
    await camera.faults.changeFormat({ widthPx: 320, heightPx: 180 });
    await window.next((message) => message.kind === "begin" && message.generation === 2);
    await window.next((message) => message.kind === "facts" && message.widthPx === 320 && message.heightPx === 180);
    expect(window.all.filter(isPhase("live"))).toHaveLength(1);
    expect((await decode(window.file(2))).complaints).toBe("");
  });

  test("when garbage comes instead of pictures", async () => {
    const camera = await startCamera();
    const window = await show(camera);
    const from = window.all.length;
    camera.faults.garbage(true);
    await window.next((message) => message.kind === "phase" && message.failure !== undefined, from);
    camera.faults.garbage(false);
    await liveAgain(window, from);
  });
});

test("a camera that stays away is logged once, and is shown soon after it is back", async () => {
  const camera = await startCamera();
  const window = await show(camera);
  await camera.faults.switchOff();
  const unreachable = (): number =>
    window.all.filter((message) => message.kind === "phase" && message.failure?.kind === "unreachable").length;
  await expect.poll(unreachable, { timeout: 15_000 }).toBeGreaterThan(3);
  expect(logLines.filter((line) => line.includes('"unreachable"'))).toHaveLength(1);
  const from = window.all.length;
  await camera.faults.switchOn();
  await liveAgain(window, from);
  await window.next((message) => message.kind === "facts" && message.reconnects > 0, from);
});

test("the facts tell the camera's own clock by its sender reports", async () => {
  const offsetMs = 3_600_000;
  const window = await show(await startCamera({ clockOffsetMs: offsetMs }));
  const facts = await window.next((message) => message.kind === "facts" && message.cameraClock !== null);
  if (facts.kind !== "facts" || facts.cameraClock === null) throw new Error("no clock");
  expect(facts.cameraClock.cameraUtcMs - facts.cameraClock.atUtcMs).toBeGreaterThan(offsetMs - 5_000);
  expect(facts.cameraClock.cameraUtcMs - facts.cameraClock.atUtcMs).toBeLessThan(offsetMs + 5_000);
});

test.each(["auto", "udp"] as const)("a camera that sends over UDP alone is shown (%s)", async (transport) => {
  const window = await show(await startCamera({ transports: ["udp"] }), { transport });
  await window.next((message) => message.kind === "facts" && message.transport === "udp" && message.frameRate > 10);
  expect((await decode(window.file(1))).complaints).toBe("");
});

test("a camera over TLS is shown, and stops for a person when its certificate is another", async () => {
  const camera = await startCamera({ secure: true });
  const window = await show(camera, { url: camera.secureRtspUrl?.sub ?? "" });
  await window.next((message) => message.kind === "facts" && message.transport === "tls");
  camera.faults.renewCertificate();
  expect(await window.next(isPhase("refused"))).toMatchObject({ failure: { kind: "certificateChanged" } });
});

test("a recorder's limit is learnt, the next waits for its turn and is shown when a session ends", async () => {
  const started = await startRecorder({ channels: 3, ...credential, sessionLimit: { sessions: 2 } });
  open.push(() => started.stop());
  const station = startMedia();
  const [first, second, third] = started.recorder.channels.map(({ rtspUrl }, index) => ({
    id: `${String(index)}/sub`,
    url: rtspUrl.sub,
    credential,
    deviceId: "recorder",
  }));
  if (first === undefined || second === undefined || third === undefined) throw new Error("three channels");
  const shown = [station.open(first), station.open(second)];
  await Promise.all(shown.map((window) => window.next(isPhase("live"))));
  const waiting = station.open(third);
  expect(await waiting.next(isPhase("waitingToRetry"))).toMatchObject({ failure: { kind: "sessionLimit" } });
  await shown[1]?.next((message) => message.kind === "facts" && message.deviceSessionLimit === 2);
  shown[0]?.close();
  await waiting.next(isPhase("live"));
});

test("three channels with a wrong password are one refused try, not three", async () => {
  const started = await startRecorder({ channels: 3, ...credential });
  open.push(() => started.stop());
  const station = startMedia();
  const windows = started.recorder.channels.map(({ rtspUrl }, index) =>
    station.open({
      id: `${String(index)}/sub`,
      url: rtspUrl.sub,
      credential: { ...credential, password: "wrong" },
      deviceId: "recorder",
    }),
  );
  for (const window of windows)
    expect(await window.next(isPhase("refused"))).toMatchObject({ failure: { kind: "credentialsRefused" } });
  expect(started.recorder.refusedTries()).toBe(1);
});

test("beyond the budget a transcode waits, and starts when another ends", async () => {
  const cameras = await startCameras({ cameras: 2, ...credential, codec: "H265" });
  open.push(() => cameras.stop());
  // Room for one stream of unknown size.
  const station = startMedia({ transcodeShare: 0.03, transcodeCores: 0.04, transcodeCoresPerMegapixel: 0 });
  const [first, second] = cameras.cameras.map(({ rtspUrl }, index) => ({
    id: `${String(index)}/sub`,
    url: rtspUrl.sub,
    credential,
  }));
  if (first === undefined || second === undefined) throw new Error("two cameras");
  const shown = station.open(first);
  await shown.next(isPhase("live"));
  const waiting = station.open(second);
  expect(await waiting.next(isPhase("waitingToRetry"))).toMatchObject({
    failure: { kind: "unsupported", part: "transcode.budget" },
  });
  shown.close();
  await waiting.next(isPhase("live"));
  const facts = await waiting.next((message) => message.kind === "facts" && message.transcoding === "software");
  expect(facts).toMatchObject({ transcodeBudget: { usedCores: 0.04 } });
});
