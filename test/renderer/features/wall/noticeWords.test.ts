import { describe, expect, it } from "vitest";
import { keymapOf, type ChosenKeys } from "../../../../renderer/features/keyboard/keymap";
import { noticeWords } from "../../../../renderer/features/wall/noticeWords";
import { inChinese, inEnglish } from "../../../harness/words";

const refused = { reason: "locked", position: 4, count: 0 } as const;
const words = (language: typeof inChinese, chosen: ChosenKeys): string =>
  noticeWords(language, refused, keymapOf(chosen).lock[0]);

describe("the notice that a tile is locked", () => {
  it("says how to unlock it: by which key, and by which entry of the menu", () => {
    expect(words(inChinese, {})).toBe("画面 5 已锁定。要改动它，请先解锁：选中后按 L，或右键选“解除锁定”。");
    expect(words(inEnglish, {})).toBe(
      "Tile 5 is locked. To change it, unlock it first: choose it and press L, or right-click it and choose “Unlock tile”.",
    );
  });

  it("names the key that was chosen for it", () => {
    expect(words(inChinese, { lock: "Ctrl+ArrowUp" })).toContain("按 Ctrl + ↑，");
  });

  it("names no key where none is left for it", () => {
    expect(words(inChinese, { facts: "L" })).toBe("画面 5 已锁定。要改动它，请先右键选“解除锁定”。");
    expect(words(inEnglish, { facts: "L" })).toBe(
      "Tile 5 is locked. To change it, right-click it and choose “Unlock tile” first.",
    );
  });
});

it("says what found no place by number", () => {
  const left = { reason: "left", position: 0, count: 3 } as const;
  expect(noticeWords(inChinese, left, "L")).toBe("还有 3 路没有空画面可放，请换更多的分屏。");
});
