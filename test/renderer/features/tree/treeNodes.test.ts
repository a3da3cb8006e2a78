import { describe, expect, it } from "vitest";
import { camerasById } from "../../../../renderer/features/tree/camerasById";
import { camerasUnder } from "../../../../renderer/features/tree/treeNodes";
import { deviceOf } from "../../../harness/deviceRecord";
import { siteOf, smallCounty, treeOf } from "./records";

describe("the device tree", () => {
  it("stands as county, towns in their order, sites, devices, channels, and last what is in no site", () => {
    const { tree } = smallCounty();
    expect(tree.nodes.map(({ depth, kind, key }) => `${"  ".repeat(depth)}${kind} ${key}`)).toEqual([
      "county county",
      "  town town/tianzhen",
      "    site east",
      "      device recorder",
      "        camera recorder/1",
      "        camera recorder/2",
      "  town town/huagou",
      "    site school",
      "      camera gate/1",
      "  unassigned unassigned",
      "    camera lost/1",
    ]);
  });

  it("knows the cameras of every branch", () => {
    const { tree } = smallCounty();
    const cameras = Object.fromEntries(tree.nodes.map((node) => [node.key, camerasUnder(tree, node)]));
    expect(cameras).toMatchObject({
      county: ["recorder/1", "recorder/2", "gate/1", "lost/1"],
      "town/tianzhen": ["recorder/1", "recorder/2"],
      school: ["gate/1"],
      "lost/1": ["lost/1"],
    });
  });

  it("shows an empty site, no empty town, and a device without pictures", () => {
    const tree = treeOf([deviceOf({ id: "d", name: "待验收", cameras: [] })], [siteOf("s", "空村", "muli")]);
    expect(tree.nodes.map(({ key }) => key)).toEqual(["county", "town/muli", "s", "unassigned", "d"]);
  });

  it("loses nothing whose site or town is not there", () => {
    const tree = treeOf([deviceOf({ id: "d", name: "x", siteId: "gone" })], [siteOf("s", "村", "oldTown")]);
    expect(tree.nodes.map(({ key }) => key)).toEqual(["county", "town/oldTown", "s", "unassigned", "d/1"]);
  });

  it("orders the sites of a town as a reader does", () => {
    const names = ["10 号院", "2 号院", "1 号院"];
    const tree = treeOf(
      [],
      names.map((name) => siteOf(name, name, "muli")),
    );
    expect(tree.nodes.slice(2).map(({ name }) => name)).toEqual(["1 号院", "2 号院", "10 号院"]);
  });

  it("knows every camera by its id in the order of the records", () => {
    expect([...camerasById(smallCounty().devices).keys()]).toEqual(["gate/1", "recorder/1", "recorder/2", "lost/1"]);
  });
});
