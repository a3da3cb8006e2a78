import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { silentLog } from "../../../app/base/log";
import { createMedia } from "../../../native/media/media";
import { decode, ffmpegPath } from "../../harness/ffmpegTool";
import { connectStation, type TestStation } from "../../harness/mediaStation";
import { isPhase } from "../../harness/streamWindow";
import { startRtspStreamingServer, type RtspStreamingServer } from "../../simulators/peers/rtspStreamingServer";

const login = { userName: "admin", password: "Passw0rd-of-rss" };
const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

const start = async (options = {}): Promise<{ server: RtspStreamingServer; station: TestStation }> => {
  const server = await startRtspStreamingServer(options);
  const media = createMedia({ ffmpegPath, log: silentLog, clock: systemClock, lingerMs: 300 });
  open.push(server, media);
  return { server, station: connectStation(media) };
};

test("a server that refuses TCP (461) is shown by UDP, logged into with Basic", async () => {
  const { server, station } = await start({ login });
  const window = station.open({ id: "rss/main", url: server.url, credential: login });
  // Nothing is published yet at first: it is tried again until it is.
  const facts = await window.next((message) => message.kind === "facts" && message.frameRate > 10);
  expect(facts).toMatchObject({ encoding: "H264", transport: "udp", widthPx: 640, heightPx: 360 });
  const generation = window.all.filter(({ kind }) => kind === "begin").length;
  const { frames, complaints } = await decode(window.file(generation));
  expect(complaints).toBe("");
  expect(frames).toBeGreaterThan(10);
  expect(server.refusedLogins).toBe(0);
});

test("a wrong password is tried once there, and waits for a person", async () => {
  const { server, station } = await start({ login });
  const window = station.open({ id: "rss/main", url: server.url, credential: { ...login, password: "wrong" } });
  expect(await window.next(isPhase("refused"))).toMatchObject({ failure: { kind: "credentialsRefused" } });
  expect(server.refusedLogins).toBe(1);
});

test("told to use TCP alone, it says that the server refuses it", async () => {
  const { server, station } = await start();
  const window = station.open({ id: "rss/main", url: server.url, transport: "tcp" });
  const refused = await window.next(
    (message) => message.kind === "phase" && message.failure?.detail?.includes("461") === true,
  );
  expect(refused).toMatchObject({ phase: "waitingToRetry", failure: { kind: "deviceFault", part: "rtsp.status" } });
});
