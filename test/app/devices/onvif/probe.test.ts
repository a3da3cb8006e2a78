import { describe, expect, it } from "vitest";
import { chooseAddress, probeMessage, probeTypes, readProbeMatches } from "../../../../app/devices/onvif/probe";
import { parseXml } from "../../../../app/devices/onvif/xml";
import { fixture } from "./fixture";

const asked = "urn:uuid:00000000-0000-4000-8000-000000000001";
const several = fixture("probe-match-several-devices.xml");

describe("answers to a Probe", () => {
  it("may tell of several devices, each with the address most likely to be reached", () => {
    const read = readProbeMatches(several, [asked], "192.168.1.64");
    expect(read).toEqual({
      ok: true,
      value: [
        {
          endpoint: "urn:uuid:one",
          serviceUrl: "http://192.168.1.64/onvif/device_service",
          host: "192.168.1.64",
          port: 80,
          name: "东门",
          hardware: "HL-200",
          location: "100%",
        },
        {
          endpoint: "urn:uuid:two",
          serviceUrl: "http://192.168.1.65:8000/onvif/device_service",
          host: "192.168.1.65",
          port: 8000,
          name: "",
          hardware: "",
          location: "",
        },
      ],
    });
  });

  it("to somebody else's Probe are refused", () => {
    expect(readProbeMatches(several, ["urn:uuid:other"], "192.168.1.64")).toMatchObject({
      ok: false,
      error: { part: "soap.Header.RelatesTo" },
    });
  });

  it.each(["doctype.xml", "entity-bomb.xml", "login-page-instead-of-soap.html", "device-information.xml"])(
    "that are %s are refused",
    (name) => {
      expect(readProbeMatches(fixture(name), [asked], "192.168.1.64").ok).toBe(false);
    },
  );

  it("prefer the sender, then IPv4, then plain http", () => {
    const all = ["https://10.0.0.1/", "http://[fe80::1]/", "http://10.0.0.2/", "https://10.0.0.9/"];
    expect(chooseAddress(all, "10.0.0.9")?.href).toBe("https://10.0.0.9/");
    expect(chooseAddress(all, "10.0.0.7")?.href).toBe("http://10.0.0.2/");
    expect(chooseAddress(["http://user:secret@10.0.0.1/", "x"], "10.0.0.1")).toBeNull();
  });

  it("are asked for with messages of well-formed XML", () => {
    for (const type of probeTypes) {
      const message = probeMessage(asked, type);
      expect(parseXml(Buffer.from(message)).ok).toBe(true);
      expect(message).toContain(`<d:Types>${type.prefix}:${type.name}</d:Types>`);
    }
  });
});
