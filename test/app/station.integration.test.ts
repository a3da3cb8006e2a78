import { describe, expect, it, onTestFinished } from "vitest";
import { decode, ffmpegPath } from "../harness/ffmpegTool";
import { portPair } from "../harness/portPair";
import { openStation } from "../harness/runningStation";
import type { StationClient } from "../harness/stationClient";
import { isPhase, openWindow, type TestWindow } from "../harness/streamWindow";
import { startCameras, type SimulatedCamera } from "../simulators/camera";
import { startGstreamer } from "../simulators/peers/gstreamer";

const login = { userName: "值班", password: "p&<ss 口令" };

const startCamera = async (): Promise<SimulatedCamera> => {
  const { cameras, stop } = await startCameras({ cameras: 1, ...login, ffmpegPath });
  onTestFinished(stop);
  const [camera] = cameras;
  if (camera === undefined) throw new Error("no camera was started");
  return camera;
};

const addCamera = async (client: StationClient, camera: SimulatedCamera) => {
  const added = await client.ask("devices.add", { address: camera.serviceUrl, ...login });
  if (!added.ok) throw new Error(JSON.stringify(added.error));
  const [channel] = added.value.cameras;
  if (channel === undefined) throw new Error("the device has no camera");
  return { deviceId: added.value.id, cameraId: channel.id };
};

const watch = async (client: StationClient, cameraId: string): Promise<TestWindow> => {
  const [mine, sent] = portPair();
  const opened = await client.ask("streams.open", { cameraId, quality: "sub", playsH265: false }, [sent]);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return openWindow(mine);
};

const expectPicture = async (window: TestWindow): Promise<void> => {
  await window.next(isPhase("live"));
  await window.next(() => window.file(1).length > 40_000);
  const { frames, complaints } = await decode(window.file(1));
  expect(frames).toBeGreaterThan(1);
  expect(complaints).toBe("");
};

describe("station and media together", () => {
  it("show a window the picture of a camera that was added by its address", async () => {
    const { client, startMedia } = await openStation();
    const endMedia = startMedia();
    onTestFinished(endMedia);
    const { cameraId } = await addCamera(client, await startCamera());
    expect(client.events).toContain("devices.changed");
    await expectPicture(await watch(client, cameraId));
  });

  it("play a stream that GStreamer serves", async () => {
    const { client, startMedia } = await openStation();
    const server = await startGstreamer({ login });
    onTestFinished(server.close);
    onTestFinished(startMedia());
    const camera = await startCamera();
    // The device names GStreamer as its RTSP server, as recorders name another port of theirs.
    camera.faults.answer((operation) =>
      operation === "GetStreamUri"
        ? {
            status: 200,
            body: `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body>
              <m:GetStreamUriResponse xmlns:m="http://www.onvif.org/ver20/media/wsdl"><m:Uri>${server.url}</m:Uri>
              </m:GetStreamUriResponse></s:Body></s:Envelope>`,
          }
        : undefined,
    );
    const { cameraId } = await addCamera(client, camera);
    await expectPicture(await watch(client, cameraId));
    expect(server.challengeCount).toBe(1);
  });

  it("end the stream of a device that is removed", async () => {
    const { client, startMedia } = await openStation();
    onTestFinished(startMedia());
    const { cameraId, deviceId } = await addCamera(client, await startCamera());
    const window = await watch(client, cameraId);
    await window.next(isPhase("live"));
    expect(await client.ask("devices.remove", { deviceId })).toEqual({ ok: true, value: {} });
    await window.next(isPhase("ended"));
    await window.closed;
  });

  it("say that media is away, and open again when it is back", async () => {
    const { client, startMedia } = await openStation();
    const { cameraId } = await addCamera(client, await startCamera());
    const [mine, sent] = portPair();
    const closed = new Promise<void>((resolve) => {
      mine.onClose(resolve);
    });
    const refused = await client.ask("streams.open", { cameraId, quality: "sub", playsH265: false }, [sent]);
    expect(refused).toMatchObject({ ok: false, error: { kind: "processLost" } });
    await closed;

    const endFirst = startMedia();
    const first = await watch(client, cameraId);
    await first.next(isPhase("live"));
    await endFirst();
    onTestFinished(startMedia());
    await expectPicture(await watch(client, cameraId));
    expect(client.events.filter((event) => event === "media.changed").length).toBeGreaterThanOrEqual(2);
  });

  it("open nothing for a password that the camera refuses, and keep no record", async () => {
    const { client } = await openStation();
    const camera = await startCamera();
    const answer = await client.ask("devices.add", { address: camera.serviceUrl, ...login, password: "wrong" });
    expect(answer).toMatchObject({ ok: false, error: { kind: "credentialsRefused" } });
    expect(await client.ask("devices.list", {})).toEqual({ ok: true, value: [] });
  });
});
