import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { openLog } from "../../../app/base/log";
import { createMedia, type Media } from "../../../native/media/media";
import { decode, ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation, type TestStation } from "../../harness/mediaStation";
import { allProcesses, ffmpegChildrenOf } from "../../harness/processes";
import { isChunk, isPhase } from "../../harness/streamWindow";
import { startGstreamer, type GstreamerOptions, type GstreamerServer } from "../../simulators/peers/gstreamer";

const login = { userName: "admin", password: "Passw0rd-of-gst" };
const open: { close(): Promise<void> }[] = [];
const logLines: string[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
  logLines.length = 0;
});

const startServer = async (options: GstreamerOptions = {}): Promise<GstreamerServer> => {
  const server = await startGstreamer(options);
  open.push(server);
  return server;
};

const startMedia = (limits = {}): { media: Media; station: TestStation } => {
  const log = openLog("media", (line) => logLines.push(line));
  const media = createMedia({ ffmpegPath, log, clock: systemClock, lingerMs: 300, limits });
  open.push(media);
  return { media, station: connectStation(media) };
};

test("two viewers share one ffmpeg and one connection; the second starts at once with a decodable picture", async () => {
  const server = await startServer({ login, audio: true });
  const { station } = startMedia();
  const source = { id: "gst/main", url: server.url, credential: login };
  const first = station.open(source);
  await first.next(isPhase("live"));
  const phases = first.all.flatMap((message) => (message.kind === "phase" ? [message.phase] : []));
  expect(phases).toEqual(["connecting", "loggingIn", "waitingForKeyFrame", "live"]);

  const second = station.open(source);
  await second.next(isChunk);
  const { frames, complaints } = await decode(second.file(1));
  expect(complaints).toBe("");
  expect(frames).toBeGreaterThan(0);
  expect(ffmpegChildrenOf(process.pid)).toHaveLength(1);
  expect(server.connectionCount).toBe(1);
  expect(server.challengeCount).toBe(1);

  // While it is live: the password is nowhere the kernel shows, nor in the log.
  for (const { commandLine, environment } of allProcesses()) {
    expect(commandLine).not.toContain(login.password);
    expect(environment).not.toContain(login.password);
  }
  expect(logLines.join("")).not.toContain(login.password);

  first.close();
  await first.closed;
  await second.next(isChunk, second.all.length);
  second.close();
  await station.next((report) => report.kind === "sessionEnded");
  await expect.poll(() => ffmpegChildrenOf(process.pid)).toEqual([]);
});

test("a window that does not acknowledge is cut, and comes back with a decodable file when it does", async () => {
  const server = await startServer();
  const { station } = startMedia({ unacknowledgedBytes: 40_000 });
  const slow = station.open({ id: "gst/main", url: server.url, credential: null });
  slow.acknowledging = false;
  const fast = station.open({ id: "gst/main", url: server.url, credential: null });
  await slow.next(isChunk);
  const quiet = async (): Promise<void> => {
    const before = slow.all.length;
    // The other viewer's frames are the clock: fifteen of them, and none for the slow one.
    let from = fast.all.length;
    for (let frame = 0; frame < 15; frame += 1) {
      await fast.next(isChunk, from);
      from = fast.all.length;
    }
    if (slow.all.length > before) await quiet();
  };
  await quiet();
  const heldBack = slow.file(1).length;
  expect(heldBack).toBeLessThan(40_000 * 3);

  slow.acknowledging = true;
  slow.catchUp();
  const begin = await slow.next((message) => message.kind === "begin" && message.generation === 2);
  expect(begin).toMatchObject({ reason: "cutToKeyFrame" });
  await expect.poll(() => slow.file(2).length, { timeout: 20_000 }).toBeGreaterThan(10_000);
  const { frames, complaints } = await decode(slow.file(2));
  expect(complaints).toBe("");
  expect(frames).toBeGreaterThan(3);
  expect(fast.all.filter((message) => message.kind === "begin")).toHaveLength(1);
});

test("a camera that goes and comes back is live again in a new file", async () => {
  const server = await startServer({ login });
  const { station } = startMedia();
  const window = station.open({ id: "gst/main", url: server.url, credential: login });
  await window.next(isPhase("live"));
  await server.kill();
  const lost = await window.next(isPhase("waitingToRetry"));
  expect(lost).toMatchObject({ failure: { kind: "connectionLost" } });
  const from = window.all.length;
  await startServer({ login, port: server.port });
  await window.next(isPhase("live"), from);
  const begin = await window.next((message) => message.kind === "begin" && message.generation === 2);
  expect(begin).toMatchObject({ reason: "reopened" });
  await window.next(isChunk, window.all.length);
  expect((await decode(window.file(2))).complaints).toBe("");
});

test("a wrong password is tried once and then waits for a person", async () => {
  const server = await startServer({ login });
  const { station } = startMedia();
  const source = { id: "gst/main", url: server.url, credential: { ...login, password: "wrong" } };
  const window = station.open(source);
  const refused = await window.next(isPhase("refused"));
  expect(refused).toMatchObject({ failure: { kind: "credentialsRefused" } });

  station.open({ ...source, credential: login });
  await window.next(isPhase("live"));
  expect(server.connectionCount).toBe(2);
  // One for asking without on each connection, and one, not more, for the wrong password.
  expect(server.challengeCount).toBe(3);
});

test("no password where one is wanted waits for a person", async () => {
  const server = await startServer({ login });
  const { station } = startMedia();
  const window = station.open({ id: "gst/main", url: server.url, credential: null });
  expect(await window.next(isPhase("refused"))).toMatchObject({ failure: { kind: "credentialsRequired" } });
});

test.each([
  ["h265", "H265", false],
  ["h265", "H265", true],
  ["jpeg", "JPEG", false],
] as const)("a %s stream is shown, facts and all (window plays H.265: %s %s)", async (codec, encoding, playsH265) => {
  const server = await startServer({ codec });
  const { station } = startMedia();
  const window = station.open({ id: "gst/main", url: server.url, playsH265 });
  const begin = await window.next((message) => message.kind === "begin");
  expect(begin).toMatchObject({ container: playsH265 ? "mpegts" : "flv" });
  const facts = await window.next((message) => message.kind === "facts" && message.frameRate > 10);
  expect(facts).toMatchObject({
    encoding,
    transport: "tcp",
    transcoding: playsH265 ? "none" : "software",
    widthPx: 640,
    heightPx: 360,
    reconnects: 0,
    deviceSessions: 1,
    deviceSessionLimit: null,
  });
  const { frames, complaints } = await decode(window.file(1));
  expect(complaints).toBe("");
  expect(frames).toBeGreaterThan(0);
});

test("a login by Basic alone is given, and a wrong password tried once", async () => {
  const server = await startServer({ login, authentication: "basic" });
  const { station } = startMedia();
  const source = { id: "gst/main", url: server.url, credential: { ...login, password: "wrong" } };
  const window = station.open(source);
  expect(await window.next(isPhase("refused"))).toMatchObject({ failure: { kind: "credentialsRefused" } });
  expect(server.challengeCount).toBe(2);
  station.open({ ...source, credential: login });
  await window.next(isPhase("live"));
  expect(logLines.join("")).not.toContain(login.password);
});

test.each([["h264"], ["h265"]] as const)("a server that sends %s by UDP alone is shown by UDP", async (codec) => {
  const server = await startServer({ codec, transport: "udp", login });
  const { station } = startMedia();
  const window = station.open({ id: "gst/main", url: server.url, credential: login, playsH265: true });
  const facts = await window.next((message) => message.kind === "facts" && message.frameRate > 10);
  expect(facts).toMatchObject({ encoding: codec.toUpperCase(), transport: "udp", widthPx: 640, heightPx: 360 });
  const { frames, complaints } = await decode(window.file(1));
  expect(complaints).toBe("");
  expect(frames).toBeGreaterThan(10);
});

test("a server's session limit is learnt and kept: who is over waits, is told, and comes in when one goes", async () => {
  const server = await startServer({ sessions: 2 });
  const { station } = startMedia();
  const open = (name: string) => station.open({ id: `gst/${name}`, deviceId: "gst", url: server.url });
  const first = open("first");
  await first.next(isPhase("live"));
  await open("second").next(isPhase("live"));
  const third = open("third");
  const waiting = await third.next((message) => message.kind === "phase" && message.failure !== undefined);
  expect(waiting).toMatchObject({ failure: { kind: "sessionLimit" } });
  expect(await first.next((message) => message.kind === "facts" && message.deviceSessionLimit !== null)).toMatchObject({
    deviceSessions: 2,
    deviceSessionLimit: 2,
  });
  first.close();
  await third.next(isPhase("live"));
});
