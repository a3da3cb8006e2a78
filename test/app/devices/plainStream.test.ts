import { describe, expect, it } from "vitest";
import { device as deviceSchema } from "../../../app/contract/device";
import { openDevices, valueOf } from "./testDevices";

const password = "never-to-be-seen";

describe("a camera without ONVIF", () => {
  it("is recorded by its URLs, the login in them moved where passwords are kept", async () => {
    const { devices, lines, changes } = await openDevices();
    const added = devices.addStream({
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
    expect(devices.addStream({ name: "x", ...urls, userName: "", password: "" })).toMatchObject({
      error: { kind: "invalidInput", part: "input.subUrl" },
    });
    const given = valueOf(devices.addStream({ name: "x", ...urls, userName: "c", password: "3" }));
    expect(devices.source(given.cameras[0]?.id ?? "", "main")).toMatchObject({
      value: { credential: { userName: "c", password: "3" } },
    });
  });

  it("is recorded once, whoever logs in, and beside others on the same host", async () => {
    const { devices } = await openDevices();
    const add = (mainUrl: string) => devices.addStream({ name: "x", mainUrl, userName: "", password: "" });
    expect(add("rtsp://10.0.0.7/1").ok).toBe(true);
    expect(add("rtsp://10.0.0.7/2").ok).toBe(true);
    expect(add("rtsp://a:b@10.0.0.7/1")).toMatchObject({ error: { kind: "alreadyExists", part: "input.mainUrl" } });
    expect(add("rtsp://10.0.0.999/1")).toMatchObject({ error: { kind: "invalidAddress", part: "input.mainUrl.host" } });
  });

  it("moves to another address with both streams, and changes its login", async () => {
    const { devices, changes } = await openDevices();
    const { id: deviceId, cameras } = valueOf(
      devices.addStream({
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
});
