import { describe, expect, it } from "vitest";
import type { Device } from "../../../../app/contract/device";
import { cameraRows, camerasById } from "../../../../renderer/features/wall/cameraTree";

const device = (id: string, name: string, host: string, cameraNames: string[]): Device => ({
  id,
  kind: "onvif",
  name,
  host,
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
  cameras: cameraNames.map((cameraName, index) => ({
    id: `${id}-${String(index + 1)}`,
    deviceId: id,
    name: cameraName,
    channel: index + 1,
    sourceToken: "v",
    profiles: [],
  })),
});

const records = [
  device("d1", "青城镇 政府大门", "10.0.0.1", ["青城镇 政府大门"]),
  device("d2", "派出所录像机", "10.0.0.2", ["门前", "大厅"]),
  device("d3", "等待验收", "10.0.0.30", []),
];

describe("the camera list", () => {
  it("shows a camera as itself, a recorder as a group, and nothing for a device without pictures", () => {
    expect(cameraRows(records, "")).toMatchObject([
      { key: "d1-1", cameraId: "d1-1" },
      { key: "d2", cameraId: null, children: [{ name: "门前" }, { name: "大厅" }] },
    ]);
  });

  it("finds by camera name, by recorder with all its channels, and by address", () => {
    expect(cameraRows(records, "大厅")).toMatchObject([{ key: "d2", children: [{ name: "大厅" }] }]);
    expect(cameraRows(records, "录像机")[0]?.children).toHaveLength(2);
    expect(cameraRows(records, " 10.0.0.1 ").map(({ key }) => key)).toEqual(["d1-1"]);
    expect(cameraRows(records, "没有")).toEqual([]);
  });

  it("knows every camera by its id in the order of the records", () => {
    expect([...camerasById(records).keys()]).toEqual(["d1-1", "d2-1", "d2-2"]);
  });
});
