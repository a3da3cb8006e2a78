import { describe, expect, it } from "vitest";
import { device as deviceSchema } from "../../../app/contract/device";
import { refusal, success } from "../../../app/domain/result";
import { openDevices, valueOf } from "./testDevices";

const password = "never-to-be-seen";

describe("a camera without ONVIF", () => {
  it("is recorded by its URLs, the login in them moved where passwords are kept", async () => {
    const { devices, lines, changes } = await openDevices();
    const added = await devices.addStream({
      name: "河堤",
      mainUrl: `rtsp://admin:${password}@10.0.0.7/main`,
      subUrl: "rtsp://10.0.0.7/sub",
      userName: "",
      password: "",
    });
    const device = valueOf(added);
    expect(deviceSchema.parse(device)).toEqual(device);
    expect(device).toMatchObject({
      kind: "stream",
      name: "河堤",
      host: "10.0.0.7",
      port: 554,
      serviceUrl: "rtsp://10.0.0.7/main",
      userName: "admin",
      cameras: [{ name: "河堤", channel: 1, profiles: [{ quality: "main" }, { quality: "sub" }] }],
    });
    expect(JSON.stringify([added, devices.list(), lines])).not.toContain(password);
    expect(devices.source(device.cameras[0]?.id ?? "", "sub")).toMatchObject({
      value: { url: "rtsp://10.0.0.7/sub", credential: { userName: "admin", password } },
    });
    expect(changes).toHaveLength(1);
  });

  it("has one login: the one given beside the URLs, and never two", async () => {
    const { devices } = await openDevices();
    const urls = { mainUrl: "rtsp://a:1@10.0.0.7/m", subUrl: "rtsp://b:2@10.0.0.7/s" };
    expect(await devices.addStream({ name: "x", ...urls, userName: "", password: "" })).toMatchObject({
      error: { kind: "invalidInput", part: "input.subUrl" },
    });
    const given = valueOf(await devices.addStream({ name: "x", ...urls, userName: "c", password: "3" }));
    expect(devices.source(given.cameras[0]?.id ?? "", "main")).toMatchObject({
      value: { credential: { userName: "c", password: "3" } },
    });
  });

  it("is recorded once, whoever logs in, and beside others on the same host", async () => {
    const { devices } = await openDevices();
    const add = (mainUrl: string) => devices.addStream({ name: "x", mainUrl, userName: "", password: "" });
    expect((await add("rtsp://10.0.0.7/1")).ok).toBe(true);
    expect((await add("rtsp://10.0.0.7/2")).ok).toBe(true);
    expect(await add("rtsp://a:b@10.0.0.7/1")).toMatchObject({
      error: { kind: "alreadyExists", part: "input.mainUrl" },
    });
    expect(await add("rtsp://10.0.0.999/1")).toMatchObject({
      error: { kind: "invalidAddress", part: "input.mainUrl.host" },
    });
  });

  it("moves to another address with both streams, and changes its login", async () => {
    const { devices, changes } = await openDevices();
    const { id: deviceId, cameras } = valueOf(
      await devices.addStream({
        name: "x",
        mainUrl: "rtsp://10.0.0.7/m",
        subUrl: "rtsp://10.0.0.7/s",
        userName: "admin",
        password: "1",
      }),
    );
    const cameraId = cameras[0]?.id ?? "";
    valueOf(await devices.change({ deviceId, address: "rtsp://10.0.0.8:8554/m" }));
    expect(devices.source(cameraId, "main")).toMatchObject({ value: { url: "rtsp://10.0.0.8:8554/m" } });
    expect(devices.source(cameraId, "sub")).toMatchObject({ value: { url: "rtsp://10.0.0.8:8554/s" } });
    valueOf(await devices.change({ deviceId, password: "2" }));
    expect(devices.source(cameraId, "main")).toMatchObject({
      value: { credential: { userName: "admin", password: "2" } },
    });
    expect(changes.map(({ reopenedDeviceId }) => reopenedDeviceId)).toEqual([null, deviceId, deviceId]);
  });

  it("is asked what it sends before it is recorded, the small stream with the same login", async () => {
    const { devices, described } = await openDevices();
    const urls = { mainUrl: "rtsp://10.0.0.7/m", subUrl: "rtsp://10.0.0.7/s" };
    const { cameras } = valueOf(await devices.addStream({ name: "x", ...urls, userName: "admin", password }));
    const credential = { userName: "admin", password };
    expect(described).toEqual([
      { url: urls.mainUrl, credential, certificateSha256: null },
      { url: urls.subUrl, credential, certificateSha256: null },
    ]);
    expect(cameras[0]?.profiles).toMatchObject([
      { quality: "main", encoding: "H264", frameRate: 25 },
      { quality: "sub", encoding: "H264", frameRate: 25 },
    ]);
  });

  it.each([
    ["credentialsRefused", "input.mainUrl"],
    ["credentialsRequired", "input.mainUrl"],
    ["lockedOut", "input.mainUrl"],
    ["streamNotFound", "input.mainUrl"],
    ["notRtsp", "input.mainUrl"],
    ["tlsFailed", "input.mainUrl"],
  ] as const)("is not recorded where the answer is %s, whatever a person says", async (kind, part) => {
    const { devices, described } = await openDevices(() => Promise.resolve(refusal(kind)));
    const wish = { name: "x", mainUrl: "rtsp://10.0.0.7/m", subUrl: "rtsp://10.0.0.7/s", userName: "a", password };
    expect(await devices.addStream({ ...wish, evenIfAbsent: true })).toMatchObject({ error: { kind, part } });
    expect(described).toHaveLength(1);
    expect(devices.list()).toEqual([]);
  });

  it("that is not there is recorded only when a person says so", async () => {
    const { devices } = await openDevices(() => Promise.resolve(refusal("unreachable", "x", "rtsp.connect")));
    const wish = { name: "x", mainUrl: "rtsp://10.0.0.7/m", userName: "a", password };
    expect(await devices.addStream(wish)).toMatchObject({
      error: { kind: "unreachable", part: "input.mainUrl.rtsp.connect" },
    });
    expect(devices.list()).toEqual([]);
    expect(valueOf(await devices.addStream({ ...wish, evenIfAbsent: true }))).toMatchObject({ host: "10.0.0.7" });
  });

  it("has its small stream changed, taken away and given again", async () => {
    const { devices, described } = await openDevices();
    const mainUrl = "rtsp://10.0.0.7/m";
    const added = valueOf(await devices.addStream({ name: "x", mainUrl, userName: "a", password }));
    const { id: deviceId, cameras } = added;
    const cameraId = cameras[0]?.id ?? "";
    expect(added.subUrl).toBeUndefined();
    described.length = 0;
    const given = valueOf(await devices.change({ deviceId, subUrl: "rtsp://10.0.0.7/s" }));
    expect(given).toMatchObject({ subUrl: "rtsp://10.0.0.7/s", serviceUrl: mainUrl, userName: "a" });
    // What has not changed is not asked.
    expect(described.map(({ url }) => url)).toEqual(["rtsp://10.0.0.7/s"]);
    expect(devices.source(cameraId, "sub")).toMatchObject({ value: { url: "rtsp://10.0.0.7/s", quality: "sub" } });
    expect(valueOf(await devices.change({ deviceId, subUrl: "" })).subUrl).toBeUndefined();
    expect(devices.source(cameraId, "sub")).toMatchObject({ value: { url: mainUrl, quality: "main" } });
  });

  it("keeps its record when the new address or login is refused", async () => {
    let refused = false;
    const { devices } = await openDevices(() =>
      Promise.resolve(
        refused ? refusal("credentialsRefused") : success({ encoding: "H264", frameRate: 25, certificateSha256: null }),
      ),
    );
    const device = valueOf(
      await devices.addStream({ name: "x", mainUrl: "rtsp://10.0.0.7/m", userName: "a", password }),
    );
    refused = true;
    const change = { deviceId: device.id, password: "wrong", evenIfAbsent: true };
    expect(await devices.change(change)).toMatchObject({ error: { kind: "credentialsRefused" } });
    expect(devices.list()).toEqual([device]);
    expect(devices.source(device.cameras[0]?.id ?? "", "main")).toMatchObject({ value: { credential: { password } } });
  });
});

describe("a password behind the host of a URL", () => {
  const mainUrl = `rtsp://10.0.0.7/live?user=admin&password=${password}&ch=1`;
  const wish = { name: "x", mainUrl, userName: "", password: "" };

  it("reaches the camera and nobody else", async () => {
    const { devices, lines, described } = await openDevices();
    const device = valueOf(await devices.addStream({ ...wish, subUrl: mainUrl.replace("ch=1", "ch=2") }));
    expect(described[0]?.url).toBe(mainUrl);
    expect(device).toMatchObject({
      serviceUrl: "rtsp://10.0.0.7/live?user=admin&password=***&ch=1",
      subUrl: "rtsp://10.0.0.7/live?user=admin&password=***&ch=2",
    });
    const again = await devices.addStream(wish);
    expect(again).toMatchObject({ error: { kind: "alreadyExists" } });
    expect(JSON.stringify([device, again, devices.list(), lines])).not.toContain(password);
    expect(devices.source(device.cameras[0]?.id ?? "", "main")).toMatchObject({ value: { url: mainUrl } });
  });

  it("is kept when the URL comes back as it was shown, also with another path", async () => {
    const { devices } = await openDevices();
    const { id: deviceId, cameras, serviceUrl } = valueOf(await devices.addStream(wish));
    const cameraId = cameras[0]?.id ?? "";
    valueOf(await devices.change({ deviceId, address: serviceUrl.replace("ch=1", "ch=3"), subUrl: serviceUrl }));
    expect(devices.source(cameraId, "main")).toMatchObject({ value: { url: mainUrl.replace("ch=1", "ch=3") } });
    expect(devices.source(cameraId, "sub")).toMatchObject({ value: { url: mainUrl } });
    valueOf(await devices.change({ deviceId, password: "2" }));
    expect(devices.source(cameraId, "sub")).toMatchObject({ value: { url: mainUrl } });
  });

  it("is refused as a mask for nothing", async () => {
    const { devices } = await openDevices();
    const { id: deviceId } = valueOf(
      await devices.addStream({ name: "x", mainUrl: "rtsp://10.0.0.7/m", userName: "", password: "" }),
    );
    expect(await devices.change({ deviceId, address: "rtsp://10.0.0.7/m?password=***" })).toMatchObject({
      error: { kind: "invalidInput", part: "input.address" },
    });
  });
});
