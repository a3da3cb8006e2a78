import { createSocket } from "node:dgram";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { newId } from "../../../app/base/ids";
import { silentLog } from "../../../app/base/log";
import { createDevices, type Devices } from "../../../app/devices";
import { startCameras, type Cameras, type CamerasOptions } from "../../simulators/camera";
import { openTestDatabase } from "../database/testDatabase";
import { fixture } from "./onvif/fixture";

const userName = "admin";
const password = "值守 & <pass>";

const start = (more: Partial<CamerasOptions> = {}): Promise<Cameras> =>
  // No picture is looked at here: nothing needs to be drawn.
  startCameras({ cameras: 3, userName, password, drawFirst: [], ...more });

const open = async (): Promise<Devices> =>
  createDevices({
    database: await openTestDatabase(),
    log: silentLog,
    clock: systemClock,
    id: newId,
    describe: () => Promise.reject(new Error("no plain stream is added here")),
    onvif: { discoveryWaitMs: 1_000 },
  });

/** Sends junk to every Probe that comes by, as a hostile neighbour would. */
const startHostileNeighbour = async (): Promise<void> => {
  const socket = createSocket({ type: "udp4", reuseAddr: true });
  onTestFinished(() => {
    socket.close();
  });
  await new Promise<void>((resolve) => {
    socket.bind(3702, "239.255.255.250", resolve);
  });
  socket.addMembership("239.255.255.250", "127.0.0.1");
  socket.on("message", (probe, { port, address }) => {
    const messageId = /urn:uuid:[0-9a-f-]+/.exec(probe.toString("utf8"))?.[0] ?? "";
    const forged = fixture("probe-match-several-devices.xml").toString("utf8");
    for (const answer of [
      "",
      "not XML",
      `<${messageId}`,
      forged,
      fixture("entity-bomb.xml").toString("utf8").replace("值守", messageId),
      forged
        .replaceAll(/<d:XAddrs>[^<]*/g, "<d:XAddrs>file:///etc/passwd")
        .replace(/urn:uuid:0+-4000-8000-0+1/, messageId),
    ]) {
      socket.send(answer, port, address);
    }
  });
};

describe("simulated cameras on loopback", () => {
  let running: Cameras;
  beforeAll(async () => {
    running = await start({ discovery: true, clockOffsetMs: 8 * 3_600_000 });
  });
  afterAll(() => running.stop());

  it("are found once each, among hostile answers, and known when recorded", async () => {
    expect(running.discovery).toEqual({ answering: true, error: null });
    await startHostileNeighbour();
    const devices = await open();
    const [first] = running.cameras;
    expect(await devices.add({ address: first?.serviceUrl ?? "", userName, password })).toMatchObject({ ok: true });
    const found = await devices.discover({ interfaceAddress: "127.0.0.1" });
    const ours = found.ok
      ? found.value.filter(({ endpoint }) => running.cameras.some((one) => one.endpoint === endpoint))
      : [];
    expect(ours.map(({ name, serviceUrl, known }) => [name, serviceUrl, known]).sort()).toEqual(
      running.cameras.map(({ name, serviceUrl }, index) => [name, serviceUrl, index === 0]).sort(),
    );
    expect(found.ok && found.value.some(({ endpoint }) => endpoint === "urn:uuid:one")).toBe(false);
  });

  it("are found when all interfaces are asked", async () => {
    const devices = await open();
    const found = await devices.discover({});
    const endpoints = found.ok ? found.value.map(({ endpoint }) => endpoint) : [];
    expect(endpoints).toEqual(expect.arrayContaining(running.cameras.map(({ endpoint }) => endpoint)));
  });

  it("are added, listed, opened and removed", async () => {
    const devices = await open();
    const [camera] = running.cameras;
    if (camera === undefined) throw new Error("no camera");
    const added = await devices.add({ address: camera.serviceUrl, userName, password });
    expect(added).toMatchObject({
      ok: true,
      value: {
        name: camera.name,
        serialNumber: camera.serialNumber,
        cameras: [
          {
            profiles: [
              { quality: "main", encoding: "H264", widthPx: 1920, heightPx: 1080 },
              { quality: "sub", encoding: "H264", widthPx: 640, heightPx: 360 },
            ],
          },
        ],
      },
    });
    if (!added.ok) return;
    expect(Math.abs((added.value.clockOffsetMs ?? 0) - 8 * 3_600_000)).toBeLessThan(60_000);
    const cameraId = added.value.cameras[0]?.id ?? "";
    for (const quality of ["main", "sub"] as const) {
      expect(devices.source(cameraId, quality)).toMatchObject({
        value: { url: camera.rtspUrl[quality], quality, credential: { userName, password } },
      });
    }
    expect(devices.remove(added.value.id).ok).toBe(true);
    expect(devices.list()).toEqual([]);
  });

  it("refuse a wrong password, and ask for one where there is none", async () => {
    const devices = await open();
    const address = running.cameras[1]?.serviceUrl ?? "";
    expect(await devices.add({ address, userName, password: "wrong" })).toMatchObject({
      error: { kind: "credentialsRefused" },
    });
    expect(await devices.add({ address, userName: "", password: "" })).toMatchObject({
      error: { kind: "credentialsRequired" },
    });
    expect(devices.list()).toEqual([]);
  });
});

it.each<[string, Partial<CamerasOptions>]>([
  ["MD5 alone", { httpDigest: ["MD5"] }],
  ["SHA-256 alone", { httpDigest: ["SHA-256"] }],
  ["MD5 before SHA-256", { httpDigest: ["MD5", "SHA-256"] }],
  ["no HTTP digest, but UsernameToken, and a clock eight hours off", { httpDigest: [], clockOffsetMs: 8 * 3_600_000 }],
  ["no login at all", { password: null }],
])("a camera with %s is added", async (_, more) => {
  const running = await start({ cameras: 1, ...more });
  onTestFinished(() => running.stop());
  const devices = await open();
  const address = running.cameras[0]?.serviceUrl ?? "";
  const login = more.password === null ? { userName: "", password: "" } : { userName, password };
  expect(await devices.add({ address, ...login })).toMatchObject({ ok: true });
  if (more.password === null) return;
  expect(devices.remove(devices.list()[0]?.id ?? "").ok).toBe(true);
  expect(await devices.add({ address, userName, password: "wrong" })).toMatchObject({
    error: { kind: "credentialsRefused" },
  });
});

describe("a camera with streams over TLS", () => {
  it("is asked for them when an administrator wants that, and for plain ones again when not", async () => {
    const running = await start({ cameras: 1, secure: true });
    onTestFinished(() => running.stop());
    const devices = await open();
    const address = running.cameras[0]?.serviceUrl ?? "";
    const added = await devices.add({ address, userName, password });
    if (!added.ok) throw new Error(added.error.kind);
    const { id: deviceId, cameras } = added.value;
    const urlNow = (): string => {
      const source = devices.source(cameras[0]?.id ?? "", "sub");
      return source.ok ? source.value.url : source.error.kind;
    };
    expect(urlNow()).toMatch(/^rtsp:/);
    expect(await devices.change({ deviceId, transport: "tls" })).toMatchObject({ value: { transport: "tls" } });
    expect(urlNow()).toMatch(/^rtsps:/);
    // A new password leaves them as they are wanted.
    expect(await devices.change({ deviceId, userName, password })).toMatchObject({ value: { transport: "tls" } });
    expect(urlNow()).toMatch(/^rtsps:/);
    expect(await devices.change({ deviceId, transport: "auto" })).toMatchObject({ value: { transport: "auto" } });
    expect(urlNow()).toMatch(/^rtsp:/);
  });

  it("keeps its plain ones where it has no others", async () => {
    const running = await start({ cameras: 1 });
    onTestFinished(() => running.stop());
    const devices = await open();
    const added = await devices.add({ address: running.cameras[0]?.serviceUrl ?? "", userName, password });
    if (!added.ok) throw new Error(added.error.kind);
    const { id: deviceId } = added.value;
    expect(await devices.change({ deviceId, transport: "tls" })).toMatchObject({ error: { kind: "noSecureStreams" } });
    expect(devices.list()).toMatchObject([{ transport: "auto" }]);
  });
});
