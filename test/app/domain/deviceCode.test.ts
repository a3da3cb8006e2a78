import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { groupOfCodeType, readDeviceCode } from "../../../app/domain/deviceCode";

describe("a GB/T 28181 code", () => {
  it("is read by its segments, with or without blanks between them", () => {
    const parts = { division: "370322", unit: "00", industry: "00", type: "132", network: "0", serial: "000001" };
    expect(readDeviceCode("37032200001320000001")).toEqual({ ok: true, parts });
    expect(readDeviceCode(" 370322 00 00 132 0 000001 ")).toEqual({ ok: true, parts });
  });

  it.each([
    ["3703220000132000000", "notTwentyDigits"],
    ["370322000013200000011", "notTwentyDigits"],
    ["", "notTwentyDigits"],
    ["3703220000132000000x", "notDigits"],
    ["３７０３２２00001320000001", "notDigits"],
    ["00032200001320000001", "noSuchProvince"],
    ["99032200001320000001", "noSuchProvince"],
    ["37032200001100000001", "noSuchType"],
  ])("%s is none: %s", (text, problem) => {
    expect(readDeviceCode(text)).toEqual({ ok: false, problem });
  });

  it("is the string its parts make, whatever they are", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^37\d{8}(?:11[1-9]|1[2-9]\d|[2-9]\d\d)\d{7}$/), (code) => {
        const read = readDeviceCode(code);
        expect(read.ok && Object.values(read.parts).join("")).toBe(code);
      }),
    );
  });

  it("has a type of one of four groups", () => {
    expect(["118", "130", "132", "200", "300"].map(groupOfCodeType)).toEqual([
      "frontEnd",
      "frontEnd",
      "peripheral",
      "platform",
      "other",
    ]);
  });
});
