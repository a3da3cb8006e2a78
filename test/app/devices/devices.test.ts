import { describe, expect, it } from "vitest";
import { device as deviceSchema } from "../../../app/contract/device";
import { query, type Database } from "../../../app/database";
import { fixture } from "./onvif/fixture";
import { answeringWith, healthyAnswers, startTestDevice, type TestBehaviour } from "./onvif/testDevice";
import { openDevices } from "./testDevices";

const password = "never-to-be-seen";
const requestAudit = query<[]>(
  "test.audit",
  "INSERT INTO audit (at_utc_ms, window_name, request, outcome, details) VALUES (1, 'wall-1', 'devices.add', 'done', '{}')",
);
const auditCount = query<[], { readonly count: number }>("test.auditCount", "SELECT count(*) AS count FROM audit");
const streamCount = query<[], { readonly count: number }>(
  "test.streams",
  "SELECT count(*) AS count FROM camera_stream",
);

const audits = (database: Database): number => database.read((db) => db.get(auditCount)?.count ?? 0);

const open = async () => {
  const opened = await openDevices();
  return { ...opened, changes: () => opened.changes.length };
};

const recorder = answeringWith({ ...healthyAnswers, GetProfiles: "recorder-of-two-channels.xml" });

const addOf = async (behaviour: TestBehaviour) => {
  const opened = await open();
  const { url, requests } = await startTestDevice(behaviour);
  const input = { address: `127.0.0.1:${url.port}`, userName: "admin", password };
  return { ...opened, url, requests, input };
};

const audit = { audit: (db: { run: (statement: typeof requestAudit) => unknown }) => void db.run(requestAudit) };

describe("adding a device", () => {
  it("records a recorder with a camera per channel, tells of it, and audits in the same transaction", async () => {
    const { devices, database, changes, input, url } = await addOf(recorder);
    const added = await devices.add(input, audit);
    expect(added).toMatchObject({
      ok: true,
      value: {
        name: "东门",
        host: "127.0.0.1",
        port: Number(url.port),
        serviceUrl: url.href,
        userName: "admin",
        manufacturer: "Heliang",
        serialNumber: "00012345",
        cameras: [
          {
            name: "东门 1",
            channel: 1,
            sourceToken: "source1",
            profiles: [
              {
                quality: "main",
                profileToken: "ch1_main",
                encoding: "H264",
                widthPx: 1920,
                heightPx: 1080,
                frameRate: 25,
              },
              { quality: "sub", profileToken: "ch1_sub", widthPx: 640 },
            ],
          },
          { name: "东门 2", channel: 2, sourceToken: "source2" },
        ],
      },
    });
    if (!added.ok) return;
    expect(deviceSchema.parse(added.value)).toEqual(added.value);
    expect(devices.list()).toEqual([added.value]);
    expect(added.value.clockOffsetMs).toBeTypeOf("number");
    expect(audits(database)).toBe(1);
    expect(changes()).toBe(1);
  });

  it("gives it the name a person gave, else the device's own, else its make, else its host", async () => {
    const { GetScopes: _, ...nameless } = healthyAnswers;
    const unnamed = fixture("device-information.xml")
      .toString("utf8")
      .replace("Heliang", " ")
      .replace("HL-200", "\u200b");
    const unnamedDevice: TestBehaviour = (request) =>
      request.operation === "GetDeviceInformation" ? { body: unnamed } : answeringWith(nameless)(request);
    for (const [behaviour, given, name] of [
      [answeringWith(healthyAnswers), "北桥", "北桥"],
      [answeringWith(healthyAnswers), undefined, "东门"],
      [answeringWith(nameless), undefined, "Heliang HL-200"],
      [unnamedDevice, undefined, "127.0.0.1"],
      [answeringWith(healthyAnswers), "桥".repeat(100), "桥".repeat(100)],
    ] as const) {
      const { devices, input } = await addOf(behaviour);
      expect(await devices.add({ ...input, name: given })).toMatchObject({ value: { name } });
    }
  });

  it("hands out the source with its login, in the quality there is", async () => {
    const { devices, input } = await addOf(answeringWith({ ...healthyAnswers, GetProfiles: "single-profile.xml" }));
    const added = await devices.add(input);
    const cameraId = (added.ok && added.value.cameras[0]?.id) || "";
    const url = "rtsp://127.0.0.1:554/Streaming/Channels/101?transportmode=unicast&profile=Profile_1";
    const credential = { userName: "admin", password };
    const value = {
      sourceId: `${cameraId}/main`,
      quality: "main",
      url,
      credential,
      deviceId: devices.list()[0]?.id,
      transport: "auto",
      certificateSha256: null,
    };
    expect(devices.source(cameraId, "main")).toEqual({ ok: true, value });
    expect(devices.source(cameraId, "sub")).toEqual({ ok: true, value });
    expect(devices.source("nobody", "sub")).toMatchObject({ error: { kind: "notFound", part: "input.cameraId" } });
  });

  it("keeps the password out of lists, logs and failures", async () => {
    const { devices, lines, input } = await addOf(recorder);
    const added = await devices.add(input);
    const again = await devices.add(input);
    const failed = await devices.add({ ...input, address: "127.0.0.1:1" });
    expect(failed).toMatchObject({ error: { kind: "unreachable" } });
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify([added, again, failed, devices.list(), lines])).not.toContain(password);
  });

  it("refuses a second time, also when both ask at once, and asks a known device nothing", async () => {
    const { devices, database, changes, requests, input } = await addOf(recorder);
    const both = await Promise.all([devices.add(input, audit), devices.add(input, audit)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toMatchObject({ error: { kind: "alreadyExists", part: "input.address" } });
    const asked = requests.length;
    expect(await devices.add(input)).toMatchObject({ error: { kind: "alreadyExists" } });
    expect(requests).toHaveLength(asked);
    expect([devices.list().length, audits(database), changes()]).toEqual([1, 1, 1]);
  });

  it.each<[string, TestBehaviour, object]>([
    [
      "wants another password",
      () => ({ status: 400, body: fixture("fault-not-authorized.xml") }),
      { kind: "credentialsRefused" },
    ],
    ["is a web page", () => ({ body: fixture("login-page-instead-of-soap.html") }), { kind: "notOnvif" }],
    ["sends an entity bomb", () => ({ body: fixture("entity-bomb.xml") }), { kind: "forbiddenMarkup" }],
    ["sends 10 MB", () => ({ body: Buffer.alloc(10_000_000, 0x20) }), { kind: "answerTooLarge" }],
    [
      "has no picture",
      (request) =>
        request.operation === "GetProfiles"
          ? {
              body: fixture("profile-without-video-source.xml")
                .toString("utf8")
                .replace("<tt:SourceToken>vs<", "<tt:SourceToken><"),
            }
          : answeringWith(healthyAnswers)(request),
      { kind: "noVideo", part: "GetProfiles" },
    ],
    [
      "gives no stream",
      answeringWith(Object.fromEntries(Object.entries(healthyAnswers).filter(([name]) => name !== "GetStreamUri"))),
      { kind: "deviceFault", part: "GetStreamUri" },
    ],
  ])("leaves no trace of a device that %s", async (_, behaviour, error) => {
    const { devices, database, changes, input } = await addOf(behaviour);
    expect(await devices.add(input, audit)).toMatchObject({ ok: false, error });
    expect([devices.list(), audits(database), changes()]).toEqual([[], 0, 0]);
  });

  it("leaves no trace when the audit cannot be written", async () => {
    const { devices, database, changes, input } = await addOf(recorder);
    const broken = {
      audit: () => {
        throw new Error("no audit");
      },
    };
    await expect(devices.add(input, broken)).rejects.toThrow("no audit");
    expect([devices.list(), database.read((db) => db.get(streamCount)?.count), changes()]).toEqual([[], 0, 0]);
  });

  it("leaves out one channel that gives no stream", async () => {
    const { devices, input } = await addOf((request) =>
      request.operation === "GetStreamUri" && request.body.includes("ch1_")
        ? { status: 500, body: fixture("fault-action-not-supported.xml") }
        : recorder(request),
    );
    expect(await devices.add(input)).toMatchObject({ value: { cameras: [{ sourceToken: "source2", channel: 1 }] } });
  });

  it("refuses what is no address", async () => {
    const { devices } = await open();
    expect(await devices.add({ address: "10.0.0.256", userName: "", password: "" })).toMatchObject({
      error: { kind: "invalidAddress", part: "address.host" },
    });
  });
});

describe("removing a device", () => {
  it("takes its cameras and streams with it, once", async () => {
    const { devices, database, changes, input } = await addOf(recorder);
    const added = await devices.add(input);
    const deviceId = added.ok ? added.value.id : "";
    expect(devices.remove(deviceId, audit)).toEqual({ ok: true, value: {} });
    expect(devices.remove(deviceId, audit)).toMatchObject({ error: { kind: "notFound", part: "input.deviceId" } });
    expect([devices.list(), audits(database), changes()]).toEqual([[], 1, 2]);
    expect(database.read((db) => db.get(streamCount)?.count)).toBe(0);
    expect((await devices.add(input)).ok).toBe(true);
  });
});

it("refuses to search on an interface this workstation has not", async () => {
  const { devices } = await open();
  expect(await devices.discover({ interfaceAddress: "203.0.113.7" })).toMatchObject({
    error: { kind: "invalidInput", part: "input.interfaceAddress" },
  });
});
