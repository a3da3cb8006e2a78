import { describe, expect, it } from "vitest";
import { parseRange } from "../../../../app/devices/imports/range";

describe("a range of addresses", () => {
  it.each([
    ["10.0.0.1-10.0.0.3", ["10.0.0.1", "10.0.0.2", "10.0.0.3"]],
    ["10.0.0.254 - 10.0.1.1", ["10.0.0.254", "10.0.0.255", "10.0.1.0", "10.0.1.1"]],
    ["10.0.0.1-2", ["10.0.0.1", "10.0.0.2"]],
    ["10.0.0.9/30", ["10.0.0.9", "10.0.0.10"]],
    ["10.0.0.9/31", ["10.0.0.8", "10.0.0.9"]],
    ["10.0.0.9/32", ["10.0.0.9"]],
    ["10.0.0.1，10.0.0.1-2；10.0.0.9", ["10.0.0.1", "10.0.0.2", "10.0.0.9"]],
  ])("is read from %s", (typed, addresses) => {
    expect(parseRange(typed, "p")).toEqual({ ok: true, value: addresses });
  });

  it.each([
    ["", "invalidAddress"],
    ["10.0.0.3-10.0.0.1", "invalidAddress"],
    ["10.0.0.1-2-3", "invalidAddress"],
    ["10.0.0.256", "invalidAddress"],
    ["10.0.0.0/33", "invalidAddress"],
    ["224.0.0.1-224.0.0.2", "invalidAddress"],
    ["camera-1", "invalidAddress"],
    ["10.0.0.0/8", "invalidInput"],
    ["10.0.0.0/20,10.1.0.0/20", "invalidInput"],
  ])("is refused: %s", (typed, kind) => {
    expect(parseRange(typed, "p")).toMatchObject({ ok: false, error: { kind, part: "p" } });
  });

  it("holds 4096 addresses and no more", () => {
    const whole = parseRange("10.0.0.0-10.0.15.255", "p");
    expect(whole.ok && whole.value.length).toBe(4096);
    expect(parseRange("10.0.0.0-10.0.16.0", "p").ok).toBe(false);
  });
});
