/**
 * The official identity of a device: 20 decimal digits by GB/T 28181-2022 annex E. Always a string: 20 digits overflow
 * a number, and leading zeros are legal.
 *
 *     37 03 22 00   00   132   0   000001
 *     │  │  │  │    │    │     │   └ serial, free within the prefix
 *     │  │  │  │    │    │     └ network mark (E.1)
 *     │  │  │  │    │    └ type (E.1)
 *     │  │  │  │    └ industry (E.2)
 *     │  │  │  └ grass-roots unit, 00 where there is none
 *     └──┴──┴ province, city, county by GB/T 2260
 */
export interface DeviceCodeParts {
  /** 6 digits: province, city and county. */
  readonly division: string;
  readonly unit: string;
  readonly industry: string;
  /** 3 digits, 111 to 999. */
  readonly type: string;
  readonly network: string;
  readonly serial: string;
}

/** Why a text is no device code. */
export type DeviceCodeProblem = "notDigits" | "notTwentyDigits" | "noSuchProvince" | "noSuchType";

export type DeviceCodeReading =
  { readonly ok: true; readonly parts: DeviceCodeParts } | { readonly ok: false; readonly problem: DeviceCodeProblem };

/** First two digits of GB/T 2260: provinces and their like. */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[12])/;

/** Reads a code, or says what is wrong with it. Blanks that a person put between the segments are left out. */
export const readDeviceCode = (text: string): DeviceCodeReading => {
  const code = text.replace(/\s/g, "");
  if (!/^\d*$/.test(code)) return { ok: false, problem: "notDigits" };
  if (code.length !== 20) return { ok: false, problem: "notTwentyDigits" };
  if (!provinces.test(code)) return { ok: false, problem: "noSuchProvince" };
  const type = code.slice(10, 13);
  // Types begin at 111 (annex E.1).
  if (Number(type) < 111) return { ok: false, problem: "noSuchType" };
  return {
    ok: true,
    parts: {
      division: code.slice(0, 6),
      unit: code.slice(6, 8),
      industry: code.slice(8, 10),
      type,
      network: code.slice(13, 14),
      serial: code.slice(14),
    },
  };
};

/** Types that have a name of their own on screen (annex E.1); others are told by their group. */
export const namedCodeTypes = [
  "111",
  "112",
  "113",
  "114",
  "117",
  "118",
  "122",
  "130",
  "131",
  "132",
  "134",
  "135",
  "136",
  "137",
  "200",
  "215",
  "216",
] as const;

/** The group of a type: device with channels, peripheral, platform, or another. */
export type CodeTypeGroup = "frontEnd" | "peripheral" | "platform" | "other";

export const groupOfCodeType = (type: string): CodeTypeGroup => {
  const number = Number(type);
  if (number <= 130) return "frontEnd";
  if (number <= 199) return "peripheral";
  return number <= 299 ? "platform" : "other";
};
