import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxFileNameBytes, snapshotFileName } from "../../../app/snapshots/fileName";

const takenAtUtcMs = new Date(2026, 10, 24, 4, 3, 7, 9).getTime();
const nameOf = (cameraName: string, copy = 1): string =>
  snapshotFileName({ takenAtUtcMs, cameraName, cameraId: "4f1c", extension: "jpg", copy });

describe("a snapshot's file name", () => {
  it("says when and what, the time to the millisecond in the workstation's own zone", () => {
    expect(nameOf("镇政府门口")).toBe("2026-11-24_04-03-07.009_镇政府门口.jpg");
    expect(nameOf("镇政府门口", 2)).toBe("2026-11-24_04-03-07.009_镇政府门口_2.jpg");
  });

  it.each([
    ["北门/东侧", "北门_东侧"],
    ['a<b>c:d"e|f?g*h\\i', "a_b_c_d_e_f_g_h_i"],
    ["../../etc/passwd", "_.._etc_passwd"],
    ["CON", "CON"],
    ["桥头...  ", "桥头"],
    ["  空 \t 格 ", "空 _ 格"],
    ["gpj.\u202Efdp", "gpj.fdp"],
    ["مدخل المدينة", "مدخل المدينة"],
    ["岗亭👨‍👩‍👧", "岗亭👨‍👩‍👧"],
    ["半个\ud83d字", "半个_字"],
    ["...", "4f1c"],
    ["///", "4f1c"],
    ["\u202e\u200b", "4f1c"],
  ])("makes of %j the part %j", (cameraName, part) => {
    expect(nameOf(cameraName)).toBe(`2026-11-24_04-03-07.009_${part}.jpg`);
  });

  it("is cut between characters as a person reads them, and never in front of its ending", () => {
    const family = nameOf("👨‍👩‍👧".repeat(100));
    expect(family).toMatch(/_(👨‍👩‍👧)+\.jpg$/u);
    expect(Buffer.byteLength(nameOf("镇".repeat(500)))).toBeLessThanOrEqual(maxFileNameBytes);
  });

  it("is a name that Windows and Linux take, whatever the camera is called", () => {
    const anyName = fc.oneof(
      fc.string({ unit: "binary", maxLength: 500 }),
      fc.string({ unit: "grapheme", maxLength: 500 }),
    );
    fc.assert(
      fc.property(anyName, fc.integer({ min: 1, max: 9999 }), (cameraName, copy) => {
        const name = nameOf(cameraName, copy);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cs}]/u);
        expect(name).toMatch(/^2026-11-24_04-03-07\.009_.*[^. ].*\.jpg$/su);
      }),
    );
  });
});
