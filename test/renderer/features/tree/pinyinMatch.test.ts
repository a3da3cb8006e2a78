import fc from "fast-check";
import { polyphonic } from "pinyin-pro";
import { describe, expect, it } from "vitest";
import { foldText } from "../../../../renderer/features/tree/foldText";
import { findPinyin, holdsHan } from "../../../../renderer/features/tree/pinyinMatch";
import { readingsBy } from "../../../../renderer/features/tree/readings";

const readingsOf = readingsBy((character) => polyphonic(character, { toneType: "none", type: "array" }));

/** The part of a text that is found. */
const part = (text: string, typed: string): string | null => {
  const span = findPinyin(text, typed, readingsOf);
  return span === null ? null : text.slice(span.start, span.end);
};

describe("pinyin", () => {
  it.each([
    ["田镇街道", "tzjd", "田镇街道"],
    ["田镇街道", "tianzhen", "田镇"],
    ["田镇街道", "tianz", "田镇"],
    ["田镇街道", "tzhen", "田镇"],
    ["田镇街道", "zhjie", "镇街"],
    ["花沟镇·中心小学", "zxxx", "中心小学"],
    ["3号楼东门", "3hld", "3号楼东"],
    ["长廊", "cl", "长廊"],
    ["长廊", "zhanglang", "长廊"],
    ["绿地", "lvdi", "绿地"],
    ["田镇", "tzz", null],
    ["田镇", "ianzhen", null],
    ["田镇", "", null],
  ])("%s by %s: %s", (text, typed, expected) => {
    expect(part(text, typed)).toBe(expected);
  });

  it("is found in proportionate time however ambiguous it is", () => {
    expect(part("行".repeat(500), "h".repeat(29) + "z")).toBeNull();
  });

  it("finds every text by its initials, from any character on", () => {
    const characters = fc.constantFrom(...Array.from("田镇街道芦湖青城高黑里寨唐坊常家花沟木李行长重"));
    fc.assert(
      fc.property(fc.array(characters, { minLength: 1, maxLength: 12 }), fc.nat(), (text, nat) => {
        const from = nat % text.length;
        const initials = text.slice(from).map((character) => readingsOf(character)[0]?.[0]);
        expect(findPinyin(text.join(""), initials.join(""), readingsOf)).not.toBeNull();
      }),
    );
  });
});

describe("folding", () => {
  it("makes cases and widths alike and keeps every place", () => {
    expect(foldText("ＡＢ１２　Gate田")).toBe("ab12 gate田");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldText(text)).toHaveLength(text.length);
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });

  it("knows what can be read in pinyin", () => {
    expect([holdsHan("Gate 3"), holdsHan("3号")]).toEqual([false, true]);
  });
});
