import { expect, it, onTestFinished, vi } from "vitest";
import { ffmpegPath } from "../../harness/ffmpegTool";
import { portPair } from "../../harness/portPair";
import { openStation } from "../../harness/runningStation";
import { isPhase, openWindow } from "../../harness/streamWindow";
import { startCameras } from "../../simulators/camera";

const login = { userName: "duty", password: "pw-1" };

const open = async () => {
  const { client, startMedia } = await openStation();
  onTestFinished(startMedia());
  const { cameras, stop } = await startCameras({ cameras: 1, ...login, ffmpegPath });
  onTestFinished(stop);
  const [camera] = cameras;
  if (camera === undefined) throw new Error("no camera was started");
  const added = await client.ask("devices.add", { address: camera.serviceUrl, ...login });
  if (!added.ok) throw new Error(JSON.stringify(added.error));
  return { client, camera, device: added.value };
};

it("tells a window of a camera that goes and comes back, and keeps the outage", async () => {
  const { client, camera, device } = await open();
  const deviceId = device.id;
  expect(await client.ask("health.list", {})).toMatchObject({ value: [{ deviceId }] });
  expect(await client.ask("health.probe", { deviceId })).toMatchObject({ value: { state: "online" } });
  await camera.faults.switchOff();
  expect(await client.ask("health.probe", { deviceId })).toMatchObject({
    value: { state: "offline", cause: "unreachable" },
  });
  await camera.faults.switchOn();
  expect(await client.ask("health.probe", { deviceId })).toMatchObject({ value: { state: "online", cause: null } });
  const history = await client.ask("health.outages", { deviceId, offset: 0, limit: 10 });
  if (!history.ok) throw new Error(history.error.kind);
  expect(history.value).toMatchObject({ total: 1, outages: [{ kind: "outage", cause: "unreachable", blindMs: 0 }] });
  expect(history.value.outages[0]?.endedAtUtcMs).not.toBeNull();
  await vi.waitFor(
    () => {
      expect(client.events).toContain("health.changed");
    },
    { timeout: 5_000 },
  );
});

it("knows by the running picture that a camera is there, and by the picture's refusal that its password is another", async () => {
  const { client, camera, device } = await open();
  const [channel] = device.cameras;
  if (channel === undefined) throw new Error("the device has no camera");
  const rowOf = async () => {
    const listed = await client.ask("health.list", {});
    return listed.ok ? listed.value[0] : undefined;
  };
  const watch = async () => {
    const [mine, sent] = portPair();
    const cameraId = channel.id;
    const opened = await client.ask("streams.open", { cameraId, quality: "sub", playsH265: false }, [sent]);
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    return openWindow(mine);
  };
  camera.faults.answer(() => ({ status: 404, contentType: "text/html", body: "<html></html>" }));
  const window = await watch();
  await window.next(isPhase("live"));
  await vi.waitFor(async () => {
    expect(await rowOf()).toMatchObject({ state: "online" });
  });
  expect(await client.ask("health.probe", { deviceId: device.id })).toMatchObject({ value: { state: "online" } });
  camera.faults.answer(null);
  camera.faults.setPassword("pw-2");
  camera.faults.dropConnections();
  await window.next(isPhase("refused"));
  await vi.waitFor(async () => {
    expect(await rowOf()).toMatchObject({ loginFailure: "credentialsRefused" });
  });
  const tries = camera.refusedTries();
  await client.ask("health.probe", { deviceId: device.id });
  expect(camera.refusedTries()).toBe(tries);
});
