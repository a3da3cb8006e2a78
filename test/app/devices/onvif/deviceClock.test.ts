import { describe, expect, it } from "vitest";
import { clockOffset, readDeviceTime } from "../../../../app/devices/onvif/deviceClock";
import { readEnvelope } from "../../../../app/devices/onvif/soap";
import { parseXml } from "../../../../app/devices/onvif/xml";
import { bodyOf, fixture } from "./fixture";

const changed = (change: (text: string) => string): number | null => {
  const root = parseXml(Buffer.from(change(fixture("local-time-only.xml").toString("utf8"))));
  const body = root.ok ? readEnvelope(root.value) : root;
  if (!body.ok || body.value.fault !== null) throw new Error("no answer");
  return readDeviceTime(body.value.content);
};
const at = Date.UTC(2026, 10, 24, 0, 5, 9);
const hourMs = 3_600_000;

describe("the device's clock", () => {
  it("is its UTC, or its local time with the zone", () => {
    expect(readDeviceTime(bodyOf("utc-and-local-time.xml"))).toBe(at);
    expect(readDeviceTime(bodyOf("local-time-only.xml"))).toBe(at);
  });

  it.each([
    ["CST-8", false, 0],
    ["<+08>-8", false, 0],
    ["IST-5:30", false, 2.5],
    ["EST5EDT,M3.2.0,M11.1.0", false, 13],
    ["EST5EDT,M3.2.0,M11.1.0", true, 12],
    ["CST-8CDT-9:30", true, -1.5],
    ["UTC0", false, 8],
  ])("knows the zone %s (summer: %s)", (zone, summer, hours) => {
    const time = changed((text) =>
      text.replace("CST-8:00:00", zone.replace("<", "&lt;")).replace("false</tt:Day", `${summer}</tt:Day`),
    );
    expect(time).toBe(at + hours * hourMs);
  });

  it("is unknown when it cannot be read", () => {
    expect(changed((text) => text.replace("CST-8:00:00", "Asia/Shanghai"))).toBeNull();
    expect(changed((text) => text.replace("<tt:Month>11<", "<tt:Month>13<"))).toBeNull();
    expect(changed((text) => text.replace("<tt:Hour>8<", "<tt:Hour>-8<"))).toBeNull();
    expect(changed((text) => text.replaceAll("LocalDateTime", "NoDateTime"))).toBeNull();
  });

  it("was read in the middle of the round trip", () => {
    expect(clockOffset(10_500, 10_000, 400)).toBe(300);
  });
});
