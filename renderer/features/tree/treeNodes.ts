import type { Camera, Device } from "../../../app/contract/device";
import type { Site } from "../../../app/contract/site";
import type { Town } from "../../../app/domain/town";

export type NodeKind = "county" | "town" | "unassigned" | "site" | "device" | "camera";

/**
 * One row of the device tree. The nodes of a tree stand in one array in the order they are read, each branch before
 * what is under it: under a node are those from `at + 1` up to, without, `end`.
 */
export interface TreeNode {
  /** Stable: the same branch keeps it while the records change. */
  readonly key: string;
  readonly kind: NodeKind;
  /** As the records have it; towns and county in both languages, divided by a line break. */
  readonly name: string;
  /** Index of the branch it stands under; -1 for the county. */
  readonly parent: number;
  readonly depth: number;
  /** Its own index. */
  readonly at: number;
  readonly end: number;
  /** What of its cameras stand in `cameraIds`: from here up to, without, `lastCamera`. */
  readonly firstCamera: number;
  readonly lastCamera: number;
  /** What a camera is called by at a keyboard; empty for a branch. */
  readonly number: string;
  /** Beside name and number, what it is found by: address of a device, code. */
  readonly address: string;
  readonly codes: readonly string[];
  readonly site: Site | null;
  /** Of a camera: the device it is a channel of. A camera that is all of its device stands for it. */
  readonly device: Device | null;
  readonly camera: Camera | null;
}

export interface DeviceTreeNodes {
  readonly nodes: readonly TreeNode[];
  /** Every camera in the order of the tree. */
  readonly cameraIds: readonly string[];
}

export const countyKey = "county";
export const unassignedKey = "unassigned";

/** Two languages in one name, both of which it is found by. */
export const bothNames = ({ zh, en }: Pick<Town, "zh" | "en">): string => `${zh}\n${en}`;

const byName = new Intl.Collator("zh-CN", { numeric: true });

const groupedBy = <Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, Item[]> => {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
};

type Draft = { -readonly [Key in keyof TreeNode]: TreeNode[Key] };

/**
 * County, towns with sites, sites, devices, channels; last what stands in no site. A town without sites is left out, a
 * device with one camera is that camera's row.
 */
export const treeNodesOf = (records: {
  readonly devices: readonly Device[];
  readonly sites: readonly Site[];
  readonly towns: readonly Town[];
  readonly county: Pick<Town, "zh" | "en">;
}): DeviceTreeNodes => {
  const nodes: Draft[] = [];
  const cameraIds: string[] = [];

  const open = (own: Pick<TreeNode, "key" | "kind" | "name" | "parent"> & Partial<TreeNode>): Draft => {
    const node: Draft = {
      depth: own.parent < 0 ? 0 : (nodes[own.parent]?.depth ?? 0) + 1,
      at: nodes.length,
      end: 0,
      firstCamera: cameraIds.length,
      lastCamera: 0,
      number: "",
      address: "",
      codes: [],
      site: null,
      device: null,
      camera: null,
      ...own,
    };
    nodes.push(node);
    return node;
  };
  const close = (node: Draft): void => {
    node.end = nodes.length;
    node.lastCamera = cameraIds.length;
  };
  const codesOf = (...codes: readonly (string | null)[]): string[] => codes.filter((code) => code !== null);

  const addCamera = (camera: Camera, device: Device, parent: number, alone: boolean): void => {
    const node = open({
      key: camera.id,
      kind: "camera",
      name: camera.name,
      parent,
      device,
      camera,
      number: String(camera.number),
      address: alone ? device.host : "",
      codes: alone ? codesOf(camera.code, device.code) : codesOf(camera.code),
    });
    cameraIds.push(camera.id);
    close(node);
  };

  const addDevice = (device: Device, parent: number): void => {
    const [only] = device.cameras;
    if (only !== undefined && device.cameras.length === 1) {
      addCamera(only, device, parent, true);
      return;
    }
    const node = open({
      key: device.id,
      kind: "device",
      name: device.name,
      parent,
      device,
      address: device.host,
      codes: codesOf(device.code),
    });
    for (const camera of device.cameras) addCamera(camera, device, node.at, false);
    close(node);
  };

  const devicesOf = groupedBy(records.devices, ({ siteId }) => siteId);
  const sitesOf = groupedBy(records.sites, ({ town }) => town);
  const known = new Set(records.towns.map(({ id }) => id));

  const addSite = (site: Site, parent: number): void => {
    const node = open({ key: site.id, kind: "site", name: site.name, parent, site, codes: codesOf(site.code) });
    for (const device of devicesOf.get(site.id) ?? []) addDevice(device, node.at);
    close(node);
  };

  const county = open({ key: countyKey, kind: "county", name: bothNames(records.county), parent: -1 });
  const towns = [
    ...records.towns,
    // A town that the data no longer has: its sites are not lost.
    ...[...sitesOf.keys()].filter((id) => !known.has(id)).map((id) => ({ id, zh: id, en: id })),
  ];
  for (const town of towns) {
    const sites = sitesOf.get(town.id);
    if (sites === undefined) continue;
    const node = open({ key: `town/${town.id}`, kind: "town", name: bothNames(town), parent: 0 });
    for (const site of sites.toSorted((one, other) => byName.compare(one.name, other.name))) addSite(site, node.at);
    close(node);
  }
  const siteIds = new Set(records.sites.map(({ id }) => id));
  // Records of sites and of devices are read one after the other: a site may not be there yet.
  const homeless = records.devices.filter(({ siteId }) => siteId === null || !siteIds.has(siteId));
  if (homeless.length > 0) {
    const node = open({ key: unassignedKey, kind: "unassigned", name: "", parent: 0 });
    for (const device of homeless) addDevice(device, node.at);
    close(node);
  }
  close(county);
  return { nodes, cameraIds };
};

/** Cameras of a branch, or the camera itself. */
export const camerasUnder = ({ cameraIds }: DeviceTreeNodes, node: TreeNode): readonly string[] =>
  cameraIds.slice(node.firstCamera, node.lastCamera);
