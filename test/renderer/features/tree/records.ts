import type { Device } from "../../../../app/contract/device";
import type { Site } from "../../../../app/contract/site";
import { towns, wholeCounty } from "../../../../renderer/features/tree/townNames";
import { treeNodesOf, type DeviceTreeNodes } from "../../../../renderer/features/tree/treeNodes";
import { deviceOf } from "../../../harness/deviceRecord";

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
