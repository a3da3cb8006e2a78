import { describe, expect, it } from "vitest";
import { fixture } from "./onvif/fixture";
import { answeringWith, healthyAnswers, startTestDevice, type TestBehaviour } from "./onvif/testDevice";
import { openDevices, valueOf } from "./testDevices";

const login = { userName: "admin", password: "secret" };

const addOf = async (behaviour: TestBehaviour) => {
  const opened = await openDevices();
  const { url, requests } = await startTestDevice(behaviour);
  return { ...opened, requests, url, added: await opened.devices.add({ address: url.href, ...login }) };
};

const withAnswers = (answers: Readonly<Record<string, string>>): TestBehaviour =>
  answeringWith({ ...healthyAnswers, ...answers });

/** A device without HTTP digest: everything but its time wants a UsernameToken. */
const wantingToken =
  (behaviour: TestBehaviour, refusal: string, status: number): TestBehaviour =>
  (request) =>
    request.operation === "GetSystemDateAndTime" || request.body.includes("UsernameToken")
      ? behaviour(request)
      : { status, body: fixture(refusal) };

describe("a device whose ways are its own", () => {
  it("refuses a login in the older SOAP and with status 200, and is believed after one try", async () => {
    const { added, requests } = await addOf((request) =>
      request.operation === "GetSystemDateAndTime"
        ? withAnswers({})(request)
        : { status: 200, body: fixture("fault-in-old-soap.xml") },
    );
    expect(added).toMatchObject({ error: { kind: "credentialsRefused" } });
    expect(requests.filter(({ body }) => body.includes("UsernameToken"))).toHaveLength(1);
  });

  it.each([
    ["local-time-told-as-utc.xml", "2026-11-24T16:0", Date.UTC(2026, 10, 24, 16, 5, 9)],
    ["clock-without-battery.xml", "1970-01-01T00:0", Date.UTC(1970, 0, 1, 0, 3, 20)],
  ])("is logged into by its own wrong clock (%s), and shows how wrong it is", async (time, created, deviceUtcMs) => {
    const beforeUtcMs = Date.now();
    const behaviour = wantingToken(withAnswers({ GetSystemDateAndTime: time }), "fault-not-authorized.xml", 400);
    const { added, requests } = await addOf(behaviour);
    const { clockOffsetMs } = valueOf(added);
    expect(Math.abs(deviceUtcMs - beforeUtcMs - (clockOffsetMs ?? 0))).toBeLessThan(60_000);
    const signed = requests.filter(({ body }) => body.includes("UsernameToken"));
    expect(signed.length).toBeGreaterThan(0);
    expect(signed[0]?.body).toMatch(new RegExp(`Created[^>]*>${created}`));
  });

  it("names addresses nobody can reach: it is asked, and its stream opened, where it was reached", async () => {
    const { devices, added, requests } = await addOf(
      withAnswers({
        GetServices: "addresses-nobody-can-reach.xml",
        GetStreamUri: "stream-uri-with-blanks-and-no-host.xml",
      }),
    );
    const cameraId = valueOf(added).cameras[0]?.id ?? "";
    expect(requests.some(({ path }) => path === "/onvif/Media")).toBe(true);
    expect(devices.source(cameraId, "main")).toMatchObject({ value: { url: "rtsp://127.0.0.1:8554/live/ch00_0" } });
  });

  it("tells its make in GB 2312", async () => {
    const { added } = await addOf(withAnswers({ GetDeviceInformation: "information-in-gb2312.xml" }));
    expect(valueOf(added)).toMatchObject({ manufacturer: "河岸数码", model: "半球摄像机" });
  });

  it("tells neither make nor name: it is called after its address", async () => {
    const answers = withAnswers({ GetDeviceInformation: "information-left-empty.xml" });
    const { added } = await addOf((request) =>
      request.operation === "GetScopes"
        ? { status: 500, body: fixture("fault-action-not-supported.xml") }
        : answers(request),
    );
    expect(valueOf(added)).toMatchObject({ name: "127.0.0.1", manufacturer: "", model: "" });
  });

  it("is a recorder with empty channels: those with a camera are recorded, and no others", async () => {
    const answers = withAnswers({ GetProfiles: "recorder-with-empty-channels.xml" });
    const { added } = await addOf((request) =>
      request.operation === "GetStreamUri" && /ch[24]</.test(request.body)
        ? { status: 500, body: fixture("fault-action-not-supported.xml") }
        : answers(request),
    );
    expect(valueOf(added).cameras.map(({ sourceToken }) => sourceToken)).toEqual(["1", "3"]);
  });
});
