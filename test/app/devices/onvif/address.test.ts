import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDeviceAddress } from "../../../../app/devices/onvif/address";

const urlOf = (typed: string): string => {
  const parsed = parseDeviceAddress(typed);
  return parsed.ok ? parsed.value.serviceUrl : `refused: ${parsed.error.part ?? ""}`;
};

describe("the address of a device as a person types it", () => {
  it.each([
    ["192.168.1.64", "http://192.168.1.64/onvif/device_service"],
    [" 192.168.1.64:8000 ", "http://192.168.1.64:8000/onvif/device_service"],
    ["192.168.1.64:80", "http://192.168.1.64/onvif/device_service"],
    ["fe80::1", "http://[fe80::1]/onvif/device_service"],
    ["[2001:DB8::5]:8080", "http://[2001:db8::5]:8080/onvif/device_service"],
    ["Gate-Camera.local", "http://gate-camera.local/onvif/device_service"],
    ["http://10.0.0.5/", "http://10.0.0.5/onvif/device_service"],
    ["http://10.0.0.5/onvif/other?x=1#y", "http://10.0.0.5/onvif/other?x=1"],
    ["HTTPS://10.0.0.5", "https://10.0.0.5/onvif/device_service"],
    ["https://10.0.0.5:443/a", "https://10.0.0.5/a"],
    ["１０．０．０．５：８０８０", "http://10.0.0.5:8080/onvif/device_service"],
    ["10。0。0。5", "http://10.0.0.5/onvif/device_service"],
    ["东门.local", "http://xn--boq89p.local/onvif/device_service"],
  ])("%s is %s", (typed, url) => {
    expect(urlOf(typed)).toBe(url.includes("xn--") ? new URL("http://东门.local/onvif/device_service").href : url);
  });

  it.each([
    ["", "address"],
    ["  ", "address"],
    ["10.0.0.5 10.0.0.6", "address"],
    ["10.0.0.5\u200b", "address"],
    ["rtsp://10.0.0.5/stream", "address.scheme"],
    ["javascript://10.0.0.5", "address.scheme"],
    ["admin:secret@10.0.0.5", "address.userInfo"],
    ["http://admin:secret@10.0.0.5/", "address.userInfo"],
    ["10.0.0", "address.host"],
    ["10.0.0.256", "address.host"],
    ["010.0.0.5", "address.host"],
    ["0x7f.1", "address.host"],
    ["1", "address.host"],
    ["0.0.0.0", "address.host"],
    ["239.255.255.250", "address.host"],
    ["255.255.255.255", "address.host"],
    ["[::]", "address.host"],
    ["ff02::1", "address.host"],
    ["fe80::1%eth0", "address.host"],
    ["[fe80::1%25eth0]", "address.host"],
    ["[10.0.0.5", "address.host"],
    ["-camera", "address.host"],
    ["camera..local", "address.host"],
    ["10.0.0.5:0", "address.port"],
    ["10.0.0.5:65536", "address.port"],
    ["10.0.0.5:", "address.port"],
    ["10.0.0.5:80a", "address.port"],
    ["10.0.0.5:8000:1", "address.port"],
  ])("%j is refused by its %s", (typed, part) => {
    expect(parseDeviceAddress(typed)).toMatchObject({ ok: false, error: { kind: "invalidAddress", part } });
  });

  it("tells nothing of a password typed into the address", () => {
    expect(JSON.stringify(parseDeviceAddress("http://admin:s3cret@10.0.0.5/"))).not.toContain("s3cret");
  });

  it("keeps every IPv4 host and port", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 1, max: 223 }), octet, octet, octet),
        fc.integer({ min: 1, max: 65_535 }),
        (octets, port) => {
          const host = octets.join(".");
          expect(parseDeviceAddress(`${host}:${port}`)).toMatchObject({ ok: true, value: { host, port } });
        },
      ),
    );
  });

  it("keeps every IPv6 host and port", () => {
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 1, max: 65_535 }), (host, port) => {
        const parsed = parseDeviceAddress(`[${host}]:${port}`);
        if (parsed.ok) expect(parsed.value.port).toBe(port);
        else expect(host).toMatch(/^ff|^[0:.]+$/i);
      }),
    );
  });

  it.each(["http://a.aa/.", "http://a.aa/#", "http://a.aa/x/..", "a.aa/"])(
    "completes %s, a URL without a path",
    (text) => {
      expect(parseDeviceAddress(text)).toMatchObject({ value: { serviceUrl: "http://a.aa/onvif/device_service" } });
    },
  );

  it("is the same again when its own answer is typed, and never throws", () => {
    const typed = fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), fc.domain(), fc.ipV4(), fc.ipV6());
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseDeviceAddress(text);
        if (!parsed.ok) return;
        const url = new URL(parsed.value.serviceUrl);
        expect(url.protocol).toMatch(/^https?:$/);
        expect(url.username + url.password).toBe("");
        expect(parseDeviceAddress(parsed.value.serviceUrl)).toEqual(parsed);
      }),
    );
  });
});
