import type { Device } from "../../../../app/contract/device";
import type { Site } from "../../../../app/contract/site";
import { towns, wholeCounty } from "../../../../renderer/features/tree/townNames";
import { treeNodesOf, type DeviceTreeNodes } from "../../../../renderer/features/tree/treeNodes";

interface DeviceSketch {
  readonly id: string;
  readonly name: string;
  readonly host?: string;
  readonly siteId?: string | null;
  readonly code?: string | null;
  /** Names of its cameras; one called after the device when absent. */
  readonly cameras?: readonly string[];
  /** Of its first camera; the others go on from there. */
  readonly firstNumber?: number;
}

/** A device whose cameras are `<id>/1`, `<id>/2` … */
export const deviceOf = ({
  id,
  name,
  host = "10.0.0.1",
  siteId = null,
  code = null,
  cameras = [name],
  firstNumber = 1,
}: DeviceSketch): Device => ({
  ...{ id, name, host, siteId, code },
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
});

export const siteOf = (id: string, name: string, town: string, code: string | null = null): Site => ({
  ...{ id, name, town, code },
  category: "village",
  addedAtUtcMs: 0,
});

export const treeOf = (devices: readonly Device[], sites: readonly Site[] = []): DeviceTreeNodes =>
  treeNodesOf({ devices, sites, towns, county: wholeCounty });

/** A small county: two towns, two sites, a recorder of two channels, and a camera nobody has placed. */
export const smallCounty = (): {
  readonly devices: Device[];
  readonly sites: Site[];
  readonly tree: DeviceTreeNodes;
} => {
  const sites = [
    siteOf("school", "中心小学", "huagou"),
    siteOf("east", "东关社区", "tianzhen", "37032200002150000001"),
  ];
  const devices = [
    deviceOf({ id: "gate", name: "校门", host: "10.0.0.12", siteId: "school", code: "37032200001320000007" }),
    deviceOf({ id: "recorder", name: "社区录像机", host: "10.0.1.2", siteId: "east", cameras: ["东门", "长廊"] }),
    deviceOf({ id: "lost", name: "Ｂ座电梯", host: "10.0.9.9" }),
  ];
  return { devices, sites, tree: treeOf(devices, sites) };
};
