import { createServer as createHttpServer } from "node:http";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../../app/base/clock";
import type { SourceToDescribe } from "../../../app/contract/media";
import { describeSource } from "../../../native/media/describe";
import { mediaLimits } from "../../../native/media/limits";
import { openRelay } from "../../../native/media/relay/relay";
import { startCameras, type Cameras, type SimulatedCamera } from "../../simulators/camera";

const credential = { userName: "admin", password: "Passw0rd-to-describe" };
const relay = openRelay({ ...mediaLimits, answerMs: 500, connectMs: 500 }, systemClock);
let cameras: Cameras;
let camera: SimulatedCamera;

beforeAll(async () => {
  cameras = await startCameras({ cameras: 1, ...credential, secure: true });
  const [first] = cameras.cameras;
  if (first === undefined) throw new Error("there is no camera");
  camera = first;
});
afterAll(async () => {
  await (await relay).close();
  await cameras.stop();
});

const describe = (source: Partial<SourceToDescribe>) =>
  describeSource({ url: camera.rtspUrl.sub, credential, certificateSha256: null, ...source }, relay);

/** The port of a server that is gone after the test. */
const portOf = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
};

test("a camera says what it sends, and is let go of without a session", async () => {
  expect(await describe({})).toMatchObject({ ok: true, value: { encoding: "H264", certificateSha256: null } });
  await expect.poll(() => camera.rtspLoad()).toEqual({ connections: 0, playing: 0 });
});

test("a wrong password is refused after one try, and none is asked for", async () => {
  const before = camera.refusedTries();
  const wrong = { ...credential, password: "wrong" };
  expect(await describe({ credential: wrong })).toMatchObject({ error: { kind: "credentialsRefused" } });
  expect(camera.refusedTries()).toBe(before + 1);
  expect(await describe({ credential: null })).toMatchObject({ error: { kind: "credentialsRequired" } });
});

test("a path that is not there, another language, nobody, and somebody who says nothing are told apart", async () => {
  const nowhere = camera.rtspUrl.sub.replace("/sub", "/nowhere");
  expect(await describe({ url: nowhere })).toMatchObject({ error: { kind: "streamNotFound", part: "rtsp.status" } });
  const web = await portOf(createHttpServer((_request, response) => response.end("hello")));
  expect(await describe({ url: `rtsp://127.0.0.1:${String(web)}/` })).toMatchObject({ error: { kind: "notRtsp" } });
  const silent = await portOf(createServer((socket) => void socket.on("error", () => undefined).resume()));
  expect(await describe({ url: `rtsp://127.0.0.1:${String(silent)}/` })).toMatchObject({ error: { kind: "timedOut" } });
  expect(await describe({ url: "rtsp://127.0.0.1:1/" })).toMatchObject({ error: { kind: "unreachable" } });
  expect(await describe({ url: "rtsps://127.0.0.1:" + String(web) + "/" })).toMatchObject({
    error: { kind: "tlsFailed" },
  });
});

test("a certificate is told when it is first seen, and refused before a word is said when it is another", async () => {
  const url = camera.secureRtspUrl?.sub ?? "";
  const shown = (camera.secure?.fingerprint256() ?? "").replaceAll(":", "").toLowerCase();
  expect(await describe({ url })).toMatchObject({ value: { certificateSha256: shown } });
  expect(await describe({ url, certificateSha256: shown })).toMatchObject({ value: { certificateSha256: shown } });
  expect(await describe({ url, certificateSha256: "0".repeat(64) })).toMatchObject({
    error: { kind: "certificateChanged", detail: shown },
  });
});
