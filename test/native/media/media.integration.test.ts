import { afterEach, beforeAll, afterAll, describe, expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { openLog } from "../../../app/base/log";
import type { StreamPhase } from "../../../app/contract/stream";
import type { Failure } from "../../../app/domain/failure";
import { createMedia, type Media } from "../../../native/media/media";
import { decode, ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation, type TestSource, type TestStation } from "../../harness/mediaStation";
import { allProcesses, ffmpegChildrenOf } from "../../harness/processes";
import { isChunk, isPhase } from "../../harness/streamWindow";
import { startCameras, type Cameras, type SimulatedCamera } from "../../simulators/camera";
import { startFakeCamera } from "./relay/fakeCamera";

const credential = { userName: "admin", password: "Simulated-pass-7" };
const logLines: string[] = [];
const open: { close(): Promise<void> }[] = [];
let cameras: Cameras;

beforeAll(async () => {
  cameras = await startCameras({ cameras: 3, ...credential });
});

afterAll(() => cameras.stop());

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  expect(ffmpegChildrenOf(process.pid)).toEqual([]);
});

const startMedia = (limits = {}): { media: Media; station: TestStation } => {
  const log = openLog("media", (line) => logLines.push(line));
  const media = createMedia({ ffmpegPath, log, clock: systemClock, lingerMs: 200, limits });
  open.push(media);
  return { media, station: connectStation(media) };
};

const camera = (index: number): SimulatedCamera => cameras.cameras[index] as SimulatedCamera;
const sourceOf = (index: number): TestSource => ({
  id: `camera-${String(index)}/sub`,
  url: camera(index).rtspUrl.sub,
  credential,
});

describe("a camera of the simulator", () => {
  test("is shown to every viewer over one connection, decodable from the first byte", async () => {
    const { station } = startMedia();
    const first = station.open(sourceOf(0));
    await first.next(isPhase("live"));
    const late = station.open(sourceOf(0));
    await late.next(isChunk);
    const atOnce = await decode(late.file(1));
    expect(atOnce.complaints).toBe("");
    expect(atOnce.frames).toBeGreaterThan(0);
    expect(camera(0).rtspLoad()).toEqual({ connections: 1, playing: 1 });
    expect(ffmpegChildrenOf(process.pid)).toHaveLength(1);
  });

  test("frees the camera once the last viewer has gone and the linger is over", async () => {
    const { station } = startMedia();
    const window = station.open(sourceOf(0));
    await window.next(isPhase("live"));
    window.close();
    await station.next((report) => report.kind === "sessionEnded");
    await expect.poll(() => camera(0).rtspLoad()).toEqual({ connections: 0, playing: 0 });
  });

  test("a viewer that comes within the linger finds the stream running", async () => {
    const { station } = startMedia();
    const window = station.open(sourceOf(0));
    await window.next(isPhase("live"));
    window.close();
    const next = station.open(sourceOf(0));
    await next.next(isChunk);
    expect(next.all[0]).toMatchObject({ kind: "phase", phase: "live" });
    expect(station.all.filter((report) => report.kind === "sessionEnded")).toEqual([]);
  });

  test("that is switched off and on again is live by itself; the neighbour misses nothing", async () => {
    const { station } = startMedia();
    const window = station.open(sourceOf(0));
    const neighbour = station.open(sourceOf(1));
    await Promise.all([window.next(isPhase("live")), neighbour.next(isPhase("live"))]);
    await camera(0).faults.switchOff();
    const lost = await window.next(isPhase("waitingToRetry"));
    expect(lost).toMatchObject({ failure: { kind: "connectionLost" }, retryAtUtcMs: expect.any(Number) as number });
    expect(await window.next(isPhase("waitingToRetry"), window.all.indexOf(lost) + 1)).toMatchObject({
      failure: { kind: "unreachable" },
    });
    const from = window.all.length;
    await camera(0).faults.switchOn();
    await window.next(isPhase("live"), from);
    expect(await window.next((message) => message.kind === "begin" && message.generation === 2)).toMatchObject({
      reason: "reopened",
    });
    expect(neighbour.all.filter((message) => message.kind === "phase")).toHaveLength(4);
    expect(neighbour.all.filter((message) => message.kind === "begin")).toHaveLength(1);
  });

  test("that stops sending is stalled, and live again when it sends", async () => {
    const { station } = startMedia();
    const window = station.open(sourceOf(0));
    await window.next(isPhase("live"));
    camera(0).faults.stall(true);
    const stalled = await window.next(isPhase("stalled"));
    expect(stalled).toMatchObject({ failure: { kind: "stalled" } });
    const from = window.all.length;
    camera(0).faults.stall(false);
    await window.next(isPhase("live"), from);
  });

  test("whose ffmpeg is killed is live again by itself", async () => {
    const { station } = startMedia();
    const window = station.open(sourceOf(0));
    await window.next(isPhase("live"));
    for (const { pid } of ffmpegChildrenOf(process.pid)) process.kill(pid, "SIGKILL");
    expect(await window.next(isPhase("waitingToRetry"))).toMatchObject({
      failure: { kind: "decoderFailed", detail: expect.stringContaining("SIGKILL") as string },
    });
    await window.next(isPhase("live"), window.all.length);
    await window.next((message) => message.kind === "begin" && message.reason === "reopened");
  });

  test("whose main stream is asked for plays that", async () => {
    const { station } = startMedia();
    const window = station.open({ ...sourceOf(0), id: "camera-0/main", url: camera(0).rtspUrl.main });
    await window.next(isPhase("live"));
    await window.next((message) => message.kind === "chunk" && message.bytes.length > 1_000);
    expect((await decode(window.file(1))).complaints).toBe("");
  });
});

describe("the station", () => {
  test("ends a session at once, and its tiles are told", async () => {
    const { station } = startMedia();
    const window = station.open(sourceOf(0));
    await window.next(isPhase("live"));
    station.end(sourceOf(0).id);
    await window.next(isPhase("ended"));
    await window.closed;
    expect(await station.next((report) => report.kind === "sessionEnded")).toEqual({
      kind: "sessionEnded",
      sourceId: sourceOf(0).id,
    });
  });

  test("may die and come again while the pictures go on", async () => {
    const { media, station } = startMedia();
    const window = station.open(sourceOf(0));
    await window.next(isPhase("live"));
    station.close();
    const second = connectStation(media);
    await window.next(isChunk, window.all.length);
    second.open(sourceOf(0));
    expect(ffmpegChildrenOf(process.pid)).toHaveLength(1);
    window.close();
    second.end(sourceOf(0).id);
    await second.next((report) => report.kind === "sessionEnded");
    expect(window.all.filter((message) => message.kind === "begin")).toHaveLength(1);
  });

  test("sends nonsense, and nothing happens to what runs", async () => {
    const { station } = startMedia();
    const window = station.open(sourceOf(0));
    await window.next(isPhase("live"));
    station.end(7 as unknown as string);
    station.open({ id: "", url: "", credential: null });
    await window.next(isChunk, window.all.length);
  });
});

describe("bad input", () => {
  test.each<[string, string, StreamPhase, Partial<Failure>]>([
    ["no URL at all", "not an address", "refused", { kind: "invalidAddress", part: "source.url" }],
    ["nobody listening", "rtsp://127.0.0.1:1/x", "waitingToRetry", { kind: "unreachable" }],
  ])("%s", async (_, url, phase, failure) => {
    const { station } = startMedia();
    const window = station.open({ id: "bad/main", url, credential: null });
    expect(await window.next(isPhase(phase))).toMatchObject({ failure });
  });

  test("an endless header ends that stream alone, by its name", async () => {
    const bad = await startFakeCamera((_, answer) => {
      const more = (): void => {
        while (answer.writable && answer.write("X".repeat(1_000)));
      };
      answer.on("drain", more);
      more();
    });
    open.push(bad);
    const { station } = startMedia();
    const good = station.open(sourceOf(0));
    const window = station.open({ id: "bad/main", url: bad.url, credential: null });
    const failed = await window.next(isPhase("waitingToRetry"));
    expect(failed).toMatchObject({ failure: { kind: "answerTooLarge", part: "rtsp.header" } });
    await good.next(isPhase("live"));
    await good.next(isChunk, good.all.length);
  });

  test("an ffmpeg that is not there", async () => {
    const log = openLog("media", (line) => logLines.push(line));
    const media = createMedia({ ffmpegPath: "/nonexistent/ffmpeg", log, clock: systemClock });
    open.push(media);
    const window = connectStation(media).open(sourceOf(0));
    expect(await window.next(isPhase("waitingToRetry"))).toMatchObject({
      failure: { kind: "decoderFailed", detail: "ffmpeg cannot be started: ENOENT" },
    });
  });
});

test("with cameras live, a password is on no command line, in no environment and in no line of the log", async () => {
  const { station } = startMedia();
  const windows = [0, 1, 2].map((index) => station.open(sourceOf(index)));
  await Promise.all(windows.map((window) => window.next(isPhase("live"))));
  const seen = allProcesses();
  expect(ffmpegChildrenOf(process.pid)).toHaveLength(3);
  for (const { commandLine, environment } of seen) {
    expect(commandLine).not.toContain(credential.password);
    expect(environment).not.toContain(credential.password);
  }
  for (const { commandLine } of ffmpegChildrenOf(process.pid))
    expect(commandLine).not.toContain(String(camera(0).rtspPort));
  expect(logLines.length).toBeGreaterThan(0);
  expect(logLines.join("")).not.toContain(credential.password);
  expect(
    JSON.stringify([...station.all, ...windows.flatMap(({ all }) => all.filter((one) => one.kind !== "chunk"))]),
  ).not.toContain(credential.password);
});
