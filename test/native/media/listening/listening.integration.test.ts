import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { systemClock } from "../../../../app/base/clock";
import { openLog } from "../../../../app/base/log";
import type { StreamPhase } from "../../../../app/contract/stream";
import { createMedia, type Media } from "../../../../native/media/media";
import { ffmpegPath } from "../../../harness/ffmpegTool";
import { connectStation, type TestSource, type TestStation } from "../../../harness/mediaStation";
import { allProcesses, ffmpegChildrenOf } from "../../../harness/processes";
import { isSound, isSoundPhase, loudnessOf, toneOf } from "../../../harness/soundWindow";
import { isChunk, isPhase } from "../../../harness/streamWindow";
import { startCameras, type Cameras, type SimulatedCamera } from "../../../simulators/camera";
import { startGstreamer } from "../../../simulators/peers/gstreamer";

const credential = { userName: "admin", password: "Simulated-pass-7" };
const logLines: string[] = [];
const open: { close(): Promise<void> }[] = [];
let cameras: Cameras;

beforeAll(async () => {
  cameras = await startCameras({
    cameras: [
      { audio: "PCMA" },
      { audio: "PCMU", transports: ["udp"] },
      { audio: "AAC", secure: true },
      {},
      { audio: "PCMA", sessionLimit: { sessions: 1 } },
    ],
    ...credential,
  });
});

afterAll(() => cameras.stop());

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  expect(ffmpegChildrenOf(process.pid)).toEqual([]);
});

const startMedia = (): { media: Media; station: TestStation } => {
  const log = openLog("media", (line) => logLines.push(line));
  const media = createMedia({ ffmpegPath, log, clock: systemClock, lingerMs: 200 });
  open.push(media);
  return { media, station: connectStation(media) };
};

const camera = (index: number): SimulatedCamera => cameras.cameras[index]!;
const pictureOf = (index: number): TestSource => ({
  id: `camera-${String(index)}/sub`,
  url: camera(index).rtspUrl.sub,
  credential,
});
const soundOf = (index: number): TestSource => ({ ...pictureOf(index), id: `camera-${String(index)}/sub/sound` });

describe("a camera's sound", () => {
  test.each([
    ["A-law over TCP", 0],
    ["µ-law over UDP", 1],
    ["AAC", 2],
  ] as const)("in %s is heard as the tone that it is, and nothing else is asked of the camera", async (_, index) => {
    const { station } = startMedia();
    const window = station.listen(soundOf(index));
    await window.next(isSoundPhase("live"));
    await window.heard(1_500);
    // What a decoder makes of its very first frame is not the tone yet.
    const heard = window.samples().subarray(4_000);
    expect(toneOf(heard)).toBeGreaterThan(430);
    expect(toneOf(heard)).toBeLessThan(450);
    expect(loudnessOf(heard)).toBeGreaterThan(500);
    expect(camera(index).rtspLoad()).toEqual({ connections: 1, playing: 1 });
  });

  test("over TLS is heard too, and its certificate reported", async () => {
    const { station } = startMedia();
    const window = station.listen({ ...soundOf(2), url: camera(2).secureRtspUrl!.sub });
    await window.next(isSoundPhase("live"));
    expect(station.all.filter(({ kind }) => kind === "certificateSeen")).toHaveLength(1);
  });

  test("comes and goes without the picture missing anything, and frees the camera at once", async () => {
    const { station } = startMedia();
    const picture = station.open(pictureOf(0));
    await picture.next(isPhase("live"));
    const window = station.listen(soundOf(0));
    await window.heard(300);
    expect(camera(0).rtspLoad()).toEqual({ connections: 2, playing: 2 });
    window.close();
    await station.next((report) => report.kind === "sessionEnded" && report.sourceId === soundOf(0).id);
    await expect.poll(() => camera(0).rtspLoad()).toEqual({ connections: 1, playing: 1 });
    await picture.next(isChunk, picture.all.length);
    expect(picture.all.filter((message) => message.kind === "begin")).toHaveLength(1);
  });

  test("is shared by two windows, over one session", async () => {
    const { station } = startMedia();
    const first = station.listen(soundOf(0));
    await first.next(isSound);
    const second = station.listen(soundOf(0));
    await second.heard(200);
    expect(camera(0).rtspLoad()).toEqual({ connections: 1, playing: 1 });
    first.close();
    await second.next(isSound, second.all.length);
  });

  test("is dropped for a window that does not take it, and goes on when it does", async () => {
    const { station } = startMedia();
    const slow = station.listen(soundOf(0));
    slow.acknowledging = false;
    const fast = station.listen(soundOf(0));
    await fast.heard(2_000);
    // Half a second under way and no more, however long the other one listens.
    expect(slow.samples().length).toBeLessThanOrEqual(8_000);
    slow.acknowledging = true;
    slow.catchUp();
    await slow.next(isSound, slow.all.length);
  });

  test("is heard again by itself after the camera was away", async () => {
    const { station } = startMedia();
    const window = station.listen(soundOf(0));
    await window.next(isSoundPhase("live"));
    await camera(0).faults.switchOff();
    await window.next(isSoundPhase("waitingToRetry"));
    const from = window.all.length;
    await camera(0).faults.switchOn();
    await window.next(isSoundPhase("live"), from);
    await window.next(isSound, from);
  });

  test.each<[string, StreamPhase, (on: boolean) => void]>([
    ["that turns to garbage", "waitingToRetry", (on) => camera(0).faults.garbage(on)],
    ["that does not come any more", "stalled", (on) => camera(0).faults.stall(on)],
  ])("%s is told so, and is heard again by itself", async (_, phase, fault) => {
    const { station } = startMedia();
    const window = station.listen(soundOf(0));
    await window.next(isSoundPhase("live"));
    fault(true);
    await window.next(isSoundPhase(phase));
    const from = window.all.length;
    fault(false);
    await window.next(isSound, from);
  });

  test("of a camera without any is told so, for good", async () => {
    const { station } = startMedia();
    const window = station.listen(soundOf(3));
    expect(await window.next(isSoundPhase("ended"))).toMatchObject({ failure: { kind: "noAudio" } });
    await window.closed;
  });

  test("that the station ends, ends", async () => {
    const { station } = startMedia();
    const window = station.listen(soundOf(0));
    await window.next(isSoundPhase("live"));
    station.end(soundOf(0).id);
    expect(await window.next(isSoundPhase("ended"))).not.toHaveProperty("failure");
    await window.closed;
  });

  test("leaves no password on a command line, in an environment or in the log", async () => {
    const { station } = startMedia();
    const window = station.listen(soundOf(0));
    await window.next(isSoundPhase("live"));
    for (const { commandLine, environment } of allProcesses()) {
      expect(commandLine).not.toContain(credential.password);
      expect(environment).not.toContain(credential.password);
    }
    expect(logLines.join("")).not.toContain(credential.password);
    expect(JSON.stringify(station.all)).not.toContain(credential.password);
  });
});

describe("a device that takes one session", () => {
  test("plays the picture; the sound is told that there is none free", async () => {
    const { station } = startMedia();
    const picture = station.open(pictureOf(4));
    await picture.next(isPhase("live"));
    const window = station.listen(soundOf(4));
    expect(await window.next(isSoundPhase("ended"))).toMatchObject({ failure: { kind: "sessionLimit" } });
    await picture.next(isChunk, picture.all.length);
    expect(picture.all.filter((message) => message.kind === "phase" && message.failure !== undefined)).toEqual([]);
  });

  test("has the sound give way to a picture that comes later", async () => {
    const { station } = startMedia();
    const window = station.listen(soundOf(4));
    await window.next(isSoundPhase("live"));
    const picture = station.open(pictureOf(4));
    expect(await window.next(isSoundPhase("ended"))).toMatchObject({ failure: { kind: "sessionLimit" } });
    await picture.next(isPhase("live"));
  });
});

test("the A-law of a camera that nobody here wrote is heard", async () => {
  const server = await startGstreamer({ login: credential, audio: true });
  open.push(server);
  const { station } = startMedia();
  const window = station.listen({ id: "gst/main/sound", url: server.url, credential });
  await window.heard(1_000);
  // GStreamer's test tone.
  expect(Math.round(toneOf(window.samples()) / 20) * 20).toBe(440);
});
