import { expect, it } from "vitest";
import type { Device } from "../../../../app/contract/device";
import { changesOf } from "../../../../renderer/features/devices/deviceChanges";
import { deviceOf } from "../../../harness/deviceRecord";

const device = deviceOf({ id: "d", name: "大门", userName: "admin", cameras: [] });
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
  const recorder = deviceOf({ id: "d", name: "大门", userName: "admin", cameras: ["东门", "长廊"], firstNumber: 4 });
  expect(changesOf(recorder, { ...unchanged, cameraNumbers: { "d/1": 4, "d/2": 37 } })).toEqual({
    deviceId: "d",
    cameraNumbers: [{ cameraId: "d/2", number: 37 }],
  });
});
