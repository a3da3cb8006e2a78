import { describe, expect, it } from "vitest";
import { silentLog } from "../../app/base/log";
import type { Device, DiscoveredDevice } from "../../app/contract/device";
import type { Site } from "../../app/contract/site";
import { runDemonstration } from "../../app/demonstration";
import type { Devices, NewDeviceInput } from "../../app/devices";
import { refusal, success } from "../../app/domain/result";
import type { Sites } from "../../app/sites";
import { deviceOf } from "../harness/deviceRecord";

const login = { userName: "duty", password: "throw-away" };
const interfaceAddress = "127.0.0.1";

const urlOf = (name: string): string => `http://127.0.0.1/${encodeURIComponent(name)}`;

const recordOf = ({ address, name = "" }: Pick<NewDeviceInput, "address" | "name">): Device =>
  deviceOf({ id: name, name, host: "127.0.0.1", serviceUrl: address, cameras: [] });

/** A network where each round of discovery finds the names given for it, the last for ever; `null` is a failed round. */
const network = (recorded: readonly string[], ...rounds: (readonly string[] | null)[]) => {
  const list = recorded.map((name) => recordOf({ address: urlOf(name), name }));
  const added: NewDeviceInput[] = [];
  const asked: unknown[] = [];
  const placed: unknown[] = [];
  const made: Site[] = [];
  const refusing = new Set<string>();
  const found = (name: string): DiscoveredDevice => ({
    endpoint: `urn:uuid:${name}`,
    serviceUrl: urlOf(name),
    host: "127.0.0.1",
    port: 80,
    name,
    hardware: "",
    location: "",
    known: list.some((device) => device.name === name),
  });
  const unused = (): never => {
    throw new Error("a demonstration has no business here");
  };
  const devices: Devices = {
    list: () => [...list],
    discover: (input) => {
      asked.push(input);
      const names = rounds.length > 1 ? rounds.shift() : rounds[0];
      return Promise.resolve(names ? success(names.map(found)) : refusal("internal", "the interface is gone"));
    },
    add: (input) => {
      added.push(input);
      if (refusing.has(input.name ?? "")) return Promise.resolve(refusal("unreachable", "switched off"));
      const device = recordOf(input);
      list.push(device);
      return Promise.resolve(success(device));
    },
    addStream: unused,
    change: (input) => {
      placed.push(input);
      const device = list.find(({ id }) => id === input.deviceId);
      return Promise.resolve(device === undefined ? refusal("notFound") : success(device));
    },
    place: unused,
    trustCertificate: unused,
    checkCertificate: unused,
    noteCertificate: unused,
    remove: unused,
    source: unused,
    onChanged: unused,
  };
  const sites: Sites = {
    list: () => made,
    add: (fields) => {
      const site = { ...fields, id: fields.name, addedAtUtcMs: 0 };
      made.push(site);
      return success(site);
    },
    change: unused,
    remove: unused,
    named: unused,
    onChanged: unused,
  };
  const run = (cameraCount: number) =>
    runDemonstration({ ...login, cameraCount, interfaceAddress }, { devices, sites, log: silentLog });
  return { run, added, asked, placed, made, refusing, names: () => list.map(({ name }) => name) };
};

describe("a demonstration", () => {
  it("adds what it finds with the throw-away login, in the order of the numbers in their names", async () => {
    const { run, added, asked } = network([], ["西门 10", "西门 2", "西门 1"]);
    await run(3);
    expect(asked).toEqual([{ interfaceAddress }]);
    expect(added).toEqual(["西门 1", "西门 2", "西门 10"].map((name) => ({ address: urlOf(name), name, ...login })));
  });

  it("leaves alone what is recorded already, and adds the rest", async () => {
    const { run, names, added } = network(["A"], ["B", "A"]);
    await run(2);
    expect(names()).toEqual(["A", "B"]);
    expect(added).toHaveLength(1);
  });

  it("asks the network nothing once all are recorded: a restarted station goes on where it was", async () => {
    const { run, asked } = network(["A", "B"], ["A", "B"]);
    await run(2);
    expect(asked).toEqual([]);
  });

  it("asks again for those that did not answer, and after a round that failed", async () => {
    const { run, names, asked } = network([], ["A"], null, ["A", "B"]);
    await run(2);
    expect(names()).toEqual(["A", "B"]);
    expect(asked).toHaveLength(3);
  });

  it("gives up in the end on one that cannot be added, and has the others", async () => {
    const { run, names, refusing, asked } = network([], ["A", "B", "C"]);
    refusing.add("B");
    await run(3);
    expect(names()).toEqual(["A", "C"]);
    expect(asked.length).toBeLessThan(20);
  });

  it("puts what stands at a place it knows into that place's site, made once, and gives each a code", async () => {
    const { run, placed, made } = network([], ["田镇街道·东门路口", "田镇街道·芦湖路西口", "车库"]);
    await run(3);
    expect(made).toMatchObject([{ name: "东关社区", town: "tianzhen", category: "oldResidential" }]);
    expect(placed).toEqual([
      { deviceId: "车库", siteId: null, code: "37032200001320000001" },
      { deviceId: "田镇街道·东门路口", siteId: "东关社区", code: "37032200001320000002" },
      { deviceId: "田镇街道·芦湖路西口", siteId: "东关社区", code: "37032200001320000003" },
    ]);
  });
});
