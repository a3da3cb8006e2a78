import type { Device } from "../../app/contract/device";

interface DeviceSketch extends Partial<Omit<Device, "cameras">> {
  readonly id: string;
  readonly name: string;
  /** Names of its cameras; one called after the device when absent. */
  readonly cameras?: readonly string[];
  /** Of its first camera; the others go on from there. */
  readonly firstNumber?: number;
}

/** A device of the records, by ONVIF and placed nowhere unless told, whose cameras are `<id>/1`, `<id>/2` … */
export const deviceOf = ({
  id,
  name,
  host = "10.0.0.1",
  cameras = [name],
  firstNumber = 1,
  ...more
}: DeviceSketch): Device => ({
  ...{ id, name, host },
  kind: "onvif",
  port: 80,
  serviceUrl: `http://${host}/onvif/device_service`,
  userName: "operator",
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
  cameras: cameras.map((cameraName, index) => ({
    id: `${id}/${String(index + 1)}`,
    deviceId: id,
    number: firstNumber + index,
    name: cameraName,
    channel: index + 1,
    sourceToken: "v",
    code: null,
    profiles: [{ quality: "sub", profileToken: "p", encoding: "H264", widthPx: 640, heightPx: 360, frameRate: 15 }],
  })),
  ...more,
});
