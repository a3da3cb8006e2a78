import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { refusal, success } from "../../../app/domain/result";
import { makeCertificate, type Certificate } from "../../simulators/camera/certificate";
import { fixture } from "./onvif/fixture";
import { healthyAnswers } from "./onvif/testDevice";
import { openDevices, valueOf } from "./testDevices";

const login = { userName: "admin", password: "first" };
const sha256Of = ({ fingerprint256 }: Certificate): string => fingerprint256.replaceAll(":", "").toLowerCase();

/** A healthy camera over TLS whose certificate can be renewed. */
const startSecureDevice = async (certificate: Certificate) => {
  const asked: string[] = [];
  const server = createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
    const operation = /action="[^"]*\/(\w+)"/.exec(request.headers["content-type"] ?? "")?.[1] ?? "";
    asked.push(operation);
    request.resume().on("end", () => {
      response.writeHead(200, { "content-type": "application/soap+xml" });
      response.end(fixture(healthyAnswers[operation] ?? ""));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/onvif/device_service`;
  const renew = ({ key, certificate: cert }: Certificate): void => {
    server.setSecureContext({ key, cert });
  };
  return { address, asked, renew };
};

const openSecure = async () => {
  const [first, second] = [makeCertificate("127.0.0.1", "a"), makeCertificate("127.0.0.1", "b")];
  const server = await startSecureDevice(first);
  const opened = await openDevices();
  const device = valueOf(await opened.devices.add({ address: server.address, ...login }));
  server.asked.length = 0;
  const cameraId = device.cameras[0]?.id ?? "";
  return { ...opened, ...server, device, deviceId: device.id, cameraId, first: sha256Of(first), second };
};

describe("the certificate of a device asked over TLS", () => {
  it("is kept as it was first seen, and handed on to whoever opens its streams", async () => {
    const { devices, device, cameraId, first } = await openSecure();
    expect(device.certificateSha256).toBe(first);
    expect(devices.source(cameraId, "main")).toMatchObject({ value: { certificateSha256: first } });
  });

  it("is told when it is another one, before a word was said to the device", async () => {
    const { devices, device, deviceId, asked, renew, second } = await openSecure();
    renew(second);
    expect(await devices.change({ deviceId, password: "other" })).toMatchObject({
      error: {
        kind: "certificateChanged",
        part: "GetSystemDateAndTime.tls.certificate",
        detail: sha256Of(second),
      },
    });
    expect(asked).toEqual([]);
    expect(devices.list()).toEqual([device]);
  });

  it("is looked at when a person asks, without a password", async () => {
    const { devices, deviceId, renew, second } = await openSecure();
    expect(await devices.checkCertificate(deviceId)).toEqual({ ok: true, value: {} });
    renew(second);
    expect(await devices.checkCertificate(deviceId)).toMatchObject({
      error: { kind: "certificateChanged", detail: sha256Of(second) },
    });
    expect(await devices.checkCertificate("nobody")).toMatchObject({ error: { kind: "notFound" } });
  });

  it("is looked at by its streams where they alone speak TLS", async () => {
    let shows = "a".repeat(64);
    const { devices, described } = await openDevices(({ certificateSha256 }) =>
      Promise.resolve(
        (certificateSha256 ?? shows) === shows
          ? success({ encoding: "H264", frameRate: 25, certificateSha256: shows })
          : refusal("certificateChanged", shows, "tls.certificate"),
      ),
    );
    const login = { userName: "admin", password: "secret" };
    const { id, certificateSha256 } = valueOf(
      await devices.addStream({ name: "x", mainUrl: "rtsps://10.0.0.7/a", ...login }),
    );
    expect(certificateSha256).toBe(shows);
    expect(await devices.checkCertificate(id)).toEqual({ ok: true, value: {} });
    shows = "b".repeat(64);
    expect(await devices.checkCertificate(id)).toMatchObject({ error: { kind: "certificateChanged", detail: shows } });
    expect(described.at(-1)?.credential).toBeNull();
  });

  it("is exchanged for exactly the one a person has looked at", async () => {
    const { devices, deviceId, changes, renew, second } = await openSecure();
    renew(second);
    expect(await devices.trustCertificate({ deviceId, sha256: "0".repeat(64) })).toMatchObject({
      error: { kind: "certificateChanged" },
    });
    const sha256 = sha256Of(second);
    expect(valueOf(await devices.trustCertificate({ deviceId, sha256 })).certificateSha256).toBe(sha256);
    expect(changes.at(-1)).toEqual({ reopenedDeviceId: deviceId });
    expect((await devices.change({ deviceId, password: "other" })).ok).toBe(true);
    expect(await devices.trustCertificate({ deviceId: "nobody", sha256 })).toMatchObject({
      error: { kind: "notFound" },
    });
  });

  it("is taken anew at another address that a person has named", async () => {
    const { devices, deviceId, second } = await openSecure();
    const moved = await startSecureDevice(second);
    expect(valueOf(await devices.change({ deviceId, address: moved.address })).certificateSha256).toBe(
      sha256Of(second),
    );
  });

  it("is learnt from its streams where the device itself is not asked over TLS, once", async () => {
    const { devices } = await openDevices(() => Promise.resolve(refusal("unreachable")));
    const { id } = valueOf(
      await devices.addStream({
        name: "x",
        mainUrl: "rtsps://10.0.0.7/a",
        userName: "",
        password: "",
        evenIfAbsent: true,
      }),
    );
    devices.noteCertificate(id, "a".repeat(64));
    devices.noteCertificate(id, "b".repeat(64));
    expect(devices.list()[0]?.certificateSha256).toBe("a".repeat(64));
    valueOf(await devices.trustCertificate({ deviceId: id, sha256: "b".repeat(64) }));
    expect(devices.list()[0]?.certificateSha256).toBe("b".repeat(64));
  });
});
