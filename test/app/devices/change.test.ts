import { describe, expect, it } from "vitest";
import { fixture } from "./onvif/fixture";
import { answeringWith, healthyAnswers, startTestDevice, type TestBehaviour } from "./onvif/testDevice";
import { openDevices, valueOf } from "./testDevices";

const recorder = answeringWith({ ...healthyAnswers, GetProfiles: "recorder-of-two-channels.xml" });
const login = { userName: "admin", password: "first" };

const openWith = async (behaviour: TestBehaviour) => {
  const opened = await openDevices();
  const { url, requests } = await startTestDevice(behaviour);
  const device = valueOf(await opened.devices.add({ address: url.href, ...login }));
  requests.length = 0;
  opened.changes.length = 0;
  return { ...opened, requests, device, deviceId: device.id };
};

describe("changing a device", () => {
  it("renames it with the cameras that are called after it, without asking it anything", async () => {
    const { devices, changes, requests, device, deviceId } = await openWith(recorder);
    const changed = valueOf(await devices.change({ deviceId, name: "城北派出所" }));
    expect(changed.name).toBe("城北派出所");
    expect(changed.cameras.map(({ name }) => name)).toEqual(["城北派出所 1", "城北派出所 2"]);
    expect(changed.cameras.map(({ id }) => id)).toEqual(device.cameras.map(({ id }) => id));
    expect(requests).toHaveLength(0);
    expect(changes).toEqual([{ reopenedDeviceId: null }]);
  });

  it("takes a new password once the device has accepted it, and has its streams opened again", async () => {
    const { devices, changes, device, deviceId } = await openWith(recorder);
    valueOf(await devices.change({ deviceId, password: "second" }));
    expect(devices.source(device.cameras[0]?.id ?? "", "main")).toMatchObject({
      value: { credential: { userName: "admin", password: "second" } },
    });
    expect(changes).toEqual([{ reopenedDeviceId: deviceId }]);
  });

  it("keeps the old password when the device refuses the new one, having tried it once", async () => {
    let refusing = false;
    const { devices, changes, requests, device, deviceId } = await openWith((request) =>
      refusing && request.operation !== "GetSystemDateAndTime"
        ? { status: 400, body: fixture("fault-not-authorized.xml") }
        : recorder(request),
    );
    refusing = true;
    expect(await devices.change({ deviceId, password: "wrong" })).toMatchObject({
      error: { kind: "credentialsRefused" },
    });
    expect(requests.filter(({ body }) => body.includes("UsernameToken"))).toHaveLength(1);
    expect(devices.source(device.cameras[0]?.id ?? "", "main")).toMatchObject({ value: { credential: login } });
    expect(changes).toEqual([]);
  });

  it("follows it to a new address: the same cameras, their URLs read again", async () => {
    const { devices, device, deviceId } = await openWith(recorder);
    const moved = await startTestDevice((request) => {
      const { status, headers, body } = recorder(request) as { status?: number; headers?: object; body: Buffer };
      return {
        ...(status === undefined ? {} : { status }),
        ...(headers === undefined ? {} : { headers: headers as Record<string, string> }),
        body: body.toString("utf8").replaceAll(":554/", ":8554/"),
      };
    });
    const changed = valueOf(await devices.change({ deviceId, address: `127.0.0.1:${moved.url.port}` }));
    expect(changed).toMatchObject({ id: deviceId, port: Number(moved.url.port), serviceUrl: moved.url.href });
    expect(changed.cameras).toEqual(device.cameras);
    expect(devices.source(device.cameras[1]?.id ?? "", "main")).toMatchObject({
      value: { url: expect.stringContaining("rtsp://127.0.0.1:8554/") as string },
    });
  });

  it("drops a channel that is no longer there and numbers a new one behind the others", async () => {
    let profiles = "recorder-of-two-channels.xml";
    const { devices, device, deviceId } = await openWith((request) =>
      answeringWith({ ...healthyAnswers, GetProfiles: profiles })(request),
    );
    profiles = "single-profile.xml";
    const [only] = valueOf(await devices.change({ deviceId, password: "x" })).cameras;
    expect(device.cameras.map(({ id }) => id)).not.toContain(only?.id);
    profiles = "recorder-of-two-channels.xml";
    const again = valueOf(await devices.change({ deviceId, password: "y" })).cameras;
    expect(again.map(({ channel }) => channel)).toEqual([1, 2]);
  });

  it("refuses the address of another device, one that is none, and a device that is gone", async () => {
    const { devices, deviceId } = await openWith(recorder);
    const other = await startTestDevice(recorder);
    valueOf(await devices.add({ address: other.url.href, ...login }));
    expect(await devices.change({ deviceId, address: other.url.href })).toMatchObject({
      error: { kind: "alreadyExists", part: "input.address" },
    });
    expect(await devices.change({ deviceId, address: "10.0.0.256" })).toMatchObject({
      error: { kind: "invalidAddress" },
    });
    expect(await devices.change({ deviceId: "nobody", name: "x" })).toMatchObject({
      error: { kind: "notFound", part: "input.deviceId" },
    });
  });

  it("hands a chosen transport on to whoever opens its streams", async () => {
    const { devices, changes, requests, device, deviceId } = await openWith(recorder);
    valueOf(await devices.change({ deviceId, transport: "udp" }));
    expect(devices.source(device.cameras[0]?.id ?? "", "main")).toMatchObject({ value: { transport: "udp" } });
    expect(requests).toHaveLength(0);
    expect(changes).toEqual([{ reopenedDeviceId: deviceId }]);
  });

  it("leaves no trace when the audit cannot be written", async () => {
    const { devices, device, deviceId } = await openWith(recorder);
    const broken = {
      audit: () => {
        throw new Error("no audit");
      },
    };
    await expect(devices.change({ deviceId, name: "x", password: "y" }, broken)).rejects.toThrow("no audit");
    expect(devices.list()).toEqual([device]);
  });
});
