import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock, type Clock } from "../../../../app/base/clock";
import { openOnvifClient } from "../../../../app/devices/onvif/client";
import { fixture } from "./fixture";
import { answeringWith, healthyAnswers, startTestDevice, type TestBehaviour } from "./testDevice";

const open = async (behaviour: TestBehaviour, clock: Clock = systemClock) => {
  const device = await startTestDevice(behaviour);
  const client = openOnvifClient({ serviceUrl: device.url.href, credential: null, clock });
  onTestFinished(() => client.close());
  return { client, device };
};
const openWith = (answers: Readonly<Record<string, string>>) => open(answeringWith({ ...healthyAnswers, ...answers }));

describe("the ONVIF client", () => {
  it("measures how far the device's clock is off", async () => {
    let monotonicMs = 0;
    const clock: Clock = {
      ...systemClock,
      nowUtcMs: () => Date.UTC(2026, 10, 24, 0, 5, 0),
      monotonicMs: () => (monotonicMs += 2_000),
    };
    const { client } = await open(answeringWith(healthyAnswers), clock);
    expect(await client.measureClock()).toEqual({ ok: true, value: 8_000 });
  });

  it("goes on without the time of a device that does not tell it", async () => {
    const { client } = await open(answeringWith({}));
    expect(await client.measureClock()).toEqual({ ok: true, value: null });
  });

  it("takes service addresses of another host to the one it reached", async () => {
    const { client, device } = await openWith({ GetServices: "other-host-in-address.xml" });
    const services = await client.services();
    expect(services.ok && services.value.media?.href).toBe(`${device.url.origin}/onvif/Media?x=1`);
    expect(services.ok && services.value.media2?.href).toBe(`${device.url.origin}/onvif/Media2`);
  });

  it("asks a device that knows no GetServices the older way", async () => {
    const { client, device } = await open(answeringWith({ GetCapabilities: "capabilities-of-an-old-device.xml" }));
    const services = await client.services();
    expect(services.ok && services.value.media?.href).toBe(`${device.url.origin}/onvif/media_service`);
    expect(services.ok && services.value.media2).toBeUndefined();
  });

  it("does not ask the older way after an answer that was refused", async () => {
    const { client, device } = await openWith({ GetServices: "doctype.xml" });
    expect(await client.services()).toMatchObject({ error: { kind: "forbiddenMarkup" } });
    expect(device.requests).toHaveLength(1);
  });

  it("reads information under whatever prefixes", async () => {
    const { client } = await openWith({ GetDeviceInformation: "prefixes-of-its-own.xml" });
    expect(await client.deviceInformation()).toEqual({
      ok: true,
      value: { manufacturer: "河岸", model: "IPC-7 & friends", firmwareVersion: "1.0", serialNumber: "0012" },
    });
  });

  it("asks Media2 before Media, and Media where Media2 fails", async () => {
    const { client, device } = await open((request) => {
      const { operation, body } = request;
      if (operation === "GetProfiles" && body.includes("ver20")) {
        return device2Fails
          ? { status: 500, body: fixture("fault-action-not-supported.xml") }
          : { body: fixture("h265-told-by-media2-only.xml") };
      }
      return answeringWith({ ...healthyAnswers, GetServices: "other-host-in-address.xml" })(request);
    });
    let device2Fails = false;
    const services = await client.services();
    if (!services.ok) throw new Error("no services");
    const newer = await client.profiles(services.value);
    expect(newer.ok && newer.value.map(({ service, encoding }) => [service, encoding])).toEqual([
      ["media2", "H265"],
      ["media2", "H264"],
    ]);
    device2Fails = true;
    const older = await client.profiles(services.value);
    expect(older.ok && older.value.map(({ service, token }) => [service, token])).toEqual([
      ["media", "001"],
      ["media", "1"],
      ["media", "1e3"],
    ]);
    expect(device.requests.at(-1)?.path).toBe("/onvif/Media?x=1");
  });

  it("sends a token as it came, and gives stream and snapshot on the reached host without user information", async () => {
    const { client, device } = await openWith({});
    const services = await client.services();
    const profiles = services.ok ? await client.profiles(services.value) : services;
    const [profile] = profiles.ok ? profiles.value : [];
    if (!services.ok || profile === undefined) throw new Error("no profiles");
    expect(await client.streamUrl(services.value, profile, "plain")).toEqual({
      ok: true,
      value: "rtsp://127.0.0.1:554/Streaming/Channels/101?transportmode=unicast&profile=Profile_1",
    });
    expect(device.requests.at(-1)?.body).toContain("<s:ProfileToken>001</s:ProfileToken>");
    expect(await client.snapshotUrl(services.value, profile)).toEqual({
      ok: true,
      value: `${device.url.origin}/onvif/snapshot?ch=1`,
    });
  });

  it("refuses a stream that is no rtsp URL, and a device without media", async () => {
    const { client, device } = await open((request) =>
      request.operation === "GetStreamUri"
        ? { body: fixture("stream-uri.xml").toString("utf8").replace("rtsp:", "file:") }
        : answeringWith({ ...healthyAnswers, GetServices: "no-media-at-all.xml" })(request),
    );
    const services = await client.services();
    expect(services).toEqual({ ok: true, value: {} });
    expect(await client.profiles({})).toMatchObject({ error: { kind: "unsupported", part: "GetProfiles" } });
    const profiles = await client.profiles({ media: device.url });
    const [profile] = profiles.ok ? profiles.value : [];
    if (profile === undefined) throw new Error("no profiles");
    expect(await client.streamUrl({ media: device.url }, profile, "plain")).toMatchObject({
      error: { kind: "malformedAnswer", part: "GetStreamUri.Uri" },
    });
  });
});
