import { expect, it } from "vitest";
import type { Device } from "../../../../app/contract/device";
import { changesOf } from "../../../../renderer/features/devices/deviceChanges";

const device: Device = {
  id: "d",
  kind: "onvif",
  name: "大门",
  host: "10.0.0.7",
  port: 80,
  serviceUrl: "http://10.0.0.7/onvif/device_service",
  userName: "admin",
  transport: "auto",
  certificateSha256: null,
  manufacturer: "",
  model: "",
  firmwareVersion: "",
  serialNumber: "",
  clockOffsetMs: null,
  addedAtUtcMs: 0,
  siteId: null,
  code: null,
  cameras: [],
};
const unchanged = { name: "大门", address: device.serviceUrl, userName: "admin", transport: "auto" } as const;

it("sends nothing that was not touched, for an address or login makes the device be asked", () => {
  expect(changesOf(device, unchanged)).toEqual({ deviceId: "d" });
  expect(changesOf(device, { ...unchanged, name: " 北门 ", password: "" })).toEqual({ deviceId: "d", name: "北门" });
});

it("sends what was changed", () => {
  const fields = { ...unchanged, address: "10.0.0.8", userName: "duty", password: "p", transport: "udp" } as const;
  expect(changesOf(device, fields)).toEqual({
    deviceId: "d",
    address: "10.0.0.8",
    userName: "duty",
    password: "p",
    transport: "udp",
  });
});

it("sends a plain stream's small URL when it was entered, changed or cleared, and not as it was shown", () => {
  const bare: Device = { ...device, kind: "stream" };
  const subUrl = "rtsp://10.0.0.7/s?password=***";
  const withSub: Device = { ...bare, subUrl };
  expect(changesOf(bare, { ...unchanged, subUrl: "rtsp://10.0.0.7/s" })).toMatchObject({ subUrl: "rtsp://10.0.0.7/s" });
  expect(changesOf(withSub, { ...unchanged, subUrl })).toEqual({ deviceId: "d" });
  expect(changesOf(withSub, { ...unchanged, subUrl: " " })).toEqual({ deviceId: "d", subUrl: "" });
});

it("sends the camera numbers that are other ones now", () => {
  const camera = { deviceId: "d", name: "", sourceToken: "", code: null, profiles: [] };
  const recorder: Device = {
    ...device,
    cameras: [
      { ...camera, id: "one", channel: 1, number: 4 },
      { ...camera, id: "two", channel: 2, number: 5 },
    ],
  };
  expect(changesOf(recorder, { ...unchanged, cameraNumbers: { one: 4, two: 37 } })).toEqual({
    deviceId: "d",
    cameraNumbers: [{ cameraId: "two", number: 37 }],
  });
});
