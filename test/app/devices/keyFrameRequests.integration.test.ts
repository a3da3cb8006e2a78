import { expect, it, onTestFinished } from "vitest";
import { openLog } from "../../../app/base/log";
import { createKeyFrameRequests, type KeyFrameRequests } from "../../../app/devices";
import { manualClock, type ManualClock } from "../../harness/manualClock";
import { startCameras, type SimulatedCamera } from "../../simulators/camera";
import type { Maker } from "../../simulators/camera/makers";
import { readRtp } from "../../simulators/camera/support/depacketise";
import { connectRtsp } from "../../simulators/camera/support/rtspTestClient";
import { openDevices, valueOf } from "./testDevices";

const login = { userName: "admin", password: "值守 & <pass>" };

interface Bench {
  readonly camera: SimulatedCamera;
  readonly sourceId: string;
  readonly deviceId: string;
  readonly requests: KeyFrameRequests;
  readonly clock: ManualClock;
  readonly lines: string[];
  /** Operations the device was asked since it was recorded. */
  readonly asked: string[];
}

const start = async (maker: Maker): Promise<Bench> => {
  const cameras = await startCameras({ cameras: [{ maker }], ...login, drawFirst: ["sub"] });
  onTestFinished(() => cameras.stop());
  const camera = cameras.cameras[0] as SimulatedCamera;
  const { devices, database } = await openDevices();
  const device = valueOf(await devices.add({ address: camera.serviceUrl, ...login }));
  const lines: string[] = [];
  const asked: string[] = [];
  camera.faults.answer((operation) => {
    asked.push(operation);
    return undefined;
  });
  const clock = manualClock(Date.now());
  const requests = createKeyFrameRequests({ database, clock, log: openLog("test", (line) => lines.push(line)) });
  const sourceId = `${device.cameras[0]?.id ?? ""}/sub`;
  return { camera, sourceId, deviceId: device.id, requests, clock, lines, asked };
};

/** Plays the sub stream, asks, and answers by how many packets the first that came lies before the one announced. */
const packetsBeforeAnnounced = async ({ camera, sourceId, requests }: Bench): Promise<number> => {
  const client = connectRtsp(camera.rtspUrl.sub);
  onTestFinished(() => {
    client.close();
  });
  const transport = { Transport: "RTP/AVP/TCP;unicast;interleaved=0-1" };
  const setUp = await client.login(login, "SETUP", `${camera.rtspUrl.sub}/trackID=1`, transport);
  const session = { Session: setUp.headers.get("session")?.split(";")[0] ?? "" };
  const first = client.nextFrame(({ channel }) => channel === 0);
  const playing = await client.login(login, "PLAY", camera.rtspUrl.sub, session);
  const announced = Number(/seq=(\d+)/.exec(playing.headers.get("rtp-info") ?? "")?.[1]);
  await requests.ask(sourceId);
  return (announced - readRtp((await first).payload).sequence + 0x1_0000) % 0x1_0000;
};

it.each<Maker>(["plain", "lion", "tern"])(
  "a camera (%s) that is asked sends a key frame before its time",
  async (maker) => {
    const bench = await start(maker);
    // A group may have begun by itself just then.
    let before = 0;
    for (let tries = 0; tries < 3 && before === 0; tries += 1) {
      bench.clock.advance(3_000);
      before = await packetsBeforeAnnounced(bench);
    }
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(0x8000);
    expect(bench.camera.refusedTries()).toBe(0);
  },
);

it("is asked no more than once in three seconds, whoever opens it", async () => {
  const { requests, sourceId, asked, clock } = await start("plain");
  await Promise.all([requests.ask(sourceId), requests.ask(sourceId)]);
  const once = asked.length;
  expect(asked.filter((operation) => operation === "SetSynchronizationPoint").length).toBeGreaterThan(0);
  await requests.ask(sourceId);
  expect(asked).toHaveLength(once);
  clock.advance(3_000);
  await requests.ask(sourceId);
  expect(asked.length).toBeGreaterThan(once);
});

it("a device that refuses is left alone, told of once, and asked again when its record is another", async () => {
  const { requests, sourceId, asked, clock, lines, deviceId, camera } = await start("crane");
  await requests.ask(sourceId);
  const once = asked.length;
  expect(once).toBeGreaterThan(0);
  clock.advance(60_000);
  await requests.ask(sourceId);
  expect(asked).toHaveLength(once);
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toContain(login.password);
  requests.forget(deviceId);
  await requests.ask(sourceId);
  expect(asked.length).toBeGreaterThan(once);
  expect(camera.refusedTries()).toBe(0);
});

it("a device that is away is no refusal, and what is not recorded is not asked", async () => {
  const { requests, sourceId, asked, clock, camera, lines } = await start("plain");
  await camera.faults.switchOff();
  await requests.ask(sourceId);
  await camera.faults.switchOn();
  clock.advance(3_000);
  await requests.ask(sourceId);
  expect(asked).toContain("SetSynchronizationPoint");
  const once = asked.length;
  await requests.ask("unknown/sub");
  await requests.ask("");
  expect(asked).toHaveLength(once);
  expect(lines).toEqual([]);
});
