import { describe, expect, it } from "vitest";
import { systemClock } from "../../../app/base/clock";
import { newId } from "../../../app/base/ids";
import type { SiteFields } from "../../../app/contract/site";
import { query } from "../../../app/database";
import { createSites, findTown } from "../../../app/sites";
import { openDevices } from "../devices/testDevices";

const code = "37032200002150000001";
const fields: SiteFields = { name: "东关社区", town: "tianzhen", category: "oldResidential", code: null };
const audits = query<[], { readonly count: number }>("test.audits", "SELECT count(*) AS count FROM audit");

const open = async () => {
  const opened = await openDevices();
  const sites = createSites({ database: opened.database, clock: systemClock, id: newId });
  const told: boolean[] = [];
  sites.onChanged(({ devicesMoved }) => told.push(devicesMoved));
  const addDevice = async (name: string): Promise<string> => {
    const added = await opened.devices.addStream({
      name,
      mainUrl: `rtsp://127.0.0.1:1/${name}`,
      userName: "",
      password: "",
      evenIfAbsent: true,
    });
    if (!added.ok) throw new Error(added.error.detail);
    return added.value.id;
  };
  const add = (more: Partial<SiteFields> = {}): string => {
    const added = sites.add({ ...fields, ...more });
    if (!added.ok) throw new Error(added.error.detail);
    return added.value.id;
  };
  return { ...opened, sites, told, add, addDevice };
};

describe("sites", () => {
  it("are made, changed and removed, each told of once", async () => {
    const { sites, told, add } = await open();
    const siteId = add();
    expect(sites.list()).toMatchObject([{ ...fields, id: siteId }]);
    expect(sites.change({ ...fields, siteId, category: "closedResidential", code })).toMatchObject({ ok: true });
    expect(sites.list()).toMatchObject([{ category: "closedResidential", code }]);
    expect(sites.remove({ siteId, moveDevices: false })).toMatchObject({ ok: true });
    expect(sites.list()).toEqual([]);
    expect(told).toEqual([false, false, false]);
  });

  it("have a name of their own within their town, and may keep it", async () => {
    const { sites, add } = await open();
    const siteId = add();
    expect(sites.add(fields)).toMatchObject({ error: { kind: "alreadyExists", part: "input.name" } });
    expect(sites.add({ ...fields, town: "muli" })).toMatchObject({ ok: true });
    expect(sites.change({ ...fields, siteId })).toMatchObject({ ok: true });
    expect(sites.change({ ...fields, siteId, town: "muli" })).toMatchObject({ error: { part: "input.name" } });
  });

  it("stand in a town of the county", async () => {
    const { sites } = await open();
    expect(sites.add({ ...fields, town: "atlantis" })).toMatchObject({
      error: { kind: "notFound", part: "input.town" },
    });
  });

  it("go with devices in them only when those may be moved, which are then in none", async () => {
    const { sites, devices, told, add, addDevice } = await open();
    const siteId = add();
    const deviceId = await addDevice("gate");
    devices.place({ siteId, deviceIds: [deviceId] });
    expect(sites.remove({ siteId, moveDevices: false })).toMatchObject({ error: { part: "input.moveDevices" } });
    expect(devices.list()[0]?.siteId).toBe(siteId);
    expect(sites.remove({ siteId, moveDevices: true })).toMatchObject({ ok: true });
    expect(devices.list()).toMatchObject([{ id: deviceId, siteId: null }]);
    expect(told.at(-1)).toBe(true);
  });

  it("are found by town and name, and made where there is none", async () => {
    const { sites, told } = await open();
    const first = sites.named("tianzhen", "客运站");
    expect(sites.named("tianzhen", "客运站")).toEqual(first);
    expect(sites.named("atlantis", "客运站")).toMatchObject({ error: { part: "line.town" } });
    expect(sites.list()).toHaveLength(1);
    expect(told).toHaveLength(1);
  });

  it("leave no trace when the audit cannot be written", async () => {
    const { sites, database, add } = await open();
    const siteId = add();
    const broken = {
      audit: () => {
        throw new Error("no audit");
      },
    };
    expect(() => sites.add({ ...fields, name: "x" }, broken)).toThrow("no audit");
    expect(() => sites.remove({ siteId, moveDevices: true }, broken)).toThrow("no audit");
    expect(sites.list()).toHaveLength(1);
    expect(database.read((db) => db.get(audits))).toEqual({ count: 0 });
  });
});

describe("placing devices", () => {
  it("puts many into a site at once, and none where one or the site is gone", async () => {
    const { devices, changes, add, addDevice } = await open();
    const siteId = add();
    const deviceIds = [await addDevice("a"), await addDevice("b")];
    changes.length = 0;
    expect(devices.place({ siteId, deviceIds: [...deviceIds, "nobody"] })).toMatchObject({
      error: { kind: "notFound", part: "input.deviceIds" },
    });
    expect(devices.place({ siteId: "nowhere", deviceIds })).toMatchObject({ error: { part: "input.siteId" } });
    expect(devices.list().map((device) => device.siteId)).toEqual([null, null]);
    expect(devices.place({ siteId, deviceIds })).toMatchObject({ ok: true });
    expect(devices.list().map((device) => device.siteId)).toEqual([siteId, siteId]);
    expect(changes).toHaveLength(1);
  });

  it("gives a device and its channels codes that nothing else has, which may change hands at once", async () => {
    const { devices, sites, add, addDevice } = await open();
    add({ code });
    const deviceId = await addDevice("a");
    const otherId = await addDevice("b");
    const cameraId = devices.list().find(({ id }) => id === deviceId)?.cameras[0]?.id ?? "";
    const [one, two] = ["37032200001320000001", "37032200001320000002"];
    const taken = { error: { kind: "codeTaken" } };
    expect(await devices.change({ deviceId, code })).toMatchObject(taken);
    const given = await devices.change({ deviceId, code: one, cameraCodes: [{ cameraId, code: two }] });
    expect(given).toMatchObject({ value: { code: one, cameras: [{ code: two }] } });
    expect(await devices.change({ deviceId: otherId, code: two })).toMatchObject(taken);
    expect(sites.add({ ...fields, name: "x", code: two })).toMatchObject(taken);
    const swapped = await devices.change({ deviceId, code: two, cameraCodes: [{ cameraId, code: one }] });
    expect(swapped).toMatchObject({ value: { code: two, cameras: [{ code: one }] } });
    expect(await devices.change({ deviceId, code: one, cameraCodes: [{ cameraId, code: one }] })).toMatchObject(taken);
    expect(await devices.change({ deviceId, cameraCodes: [{ cameraId: "nobody", code: null }] })).toMatchObject({
      error: { kind: "notFound", part: "input.cameraCodes" },
    });
    expect(await devices.change({ deviceId, code: null })).toMatchObject({ value: { code: null } });
  });

  it("refuses a site there is not, and leaves the rest of the record alone", async () => {
    const { devices, addDevice } = await open();
    const deviceId = await addDevice("a");
    expect(await devices.change({ deviceId, name: "other", siteId: "nowhere" })).toMatchObject({
      error: { kind: "notFound", part: "input.siteId" },
    });
    expect(devices.list()[0]?.name).toBe("a");
  });
});

describe("towns", () => {
  it.each([
    ["田镇街道", "tianzhen"],
    [" 田镇 ", "tianzhen"],
    ["青城", "qingcheng"],
    ["青城镇", "qingcheng"],
    ["qingcheng town", "qingcheng"],
    ["经济开发区", "developmentZone"],
    ["青", undefined],
    ["", undefined],
    ["镇", undefined],
  ])("%s is %s", (text, id) => {
    expect(findTown(text)?.id).toBe(id);
  });
});
