import { createInstance } from "i18next";
import { describe, expect, it } from "vitest";
import { keymapOf, type ChosenKeys } from "../../../../renderer/features/keyboard/keymap";
import { noticeWords } from "../../../../renderer/features/wall/noticeWords";
import en from "../../../../resources/locales/en.json";
import zhCN from "../../../../resources/locales/zh-CN.json";

const i18n = createInstance({
  resources: { "zh-CN": { translation: zhCN }, en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
void i18n.init();

const refused = { reason: "locked", position: 4, count: 0 } as const;
const words = (language: "zh-CN" | "en", chosen: ChosenKeys): string =>
  noticeWords(i18n.getFixedT(language), refused, keymapOf(chosen).lock[0]);

describe("the notice that a tile is locked", () => {
  it("says how to unlock it: by which key, and by which entry of the menu", () => {
    expect(words("zh-CN", {})).toBe("画面 5 已锁定。要改动它，请先解锁：选中后按 L，或右键选“解除锁定”。");
    expect(words("en", {})).toBe(
      "Tile 5 is locked. To change it, unlock it first: choose it and press L, or right-click it and choose “Unlock tile”.",
    );
  });

  it("names the key that was chosen for it", () => {
    expect(words("zh-CN", { lock: "Ctrl+ArrowUp" })).toContain("按 Ctrl + ↑，");
  });

  it("names no key where none is left for it", () => {
    expect(words("zh-CN", { facts: "L" })).toBe("画面 5 已锁定。要改动它，请先右键选“解除锁定”。");
    expect(words("en", { facts: "L" })).toBe(
      "Tile 5 is locked. To change it, right-click it and choose “Unlock tile” first.",
    );
  });
});

it("says what found no place by number", () => {
  const left = { reason: "left", position: 0, count: 3 } as const;
  expect(noticeWords(i18n.getFixedT("zh-CN"), left, "L")).toBe("还有 3 路没有空画面可放，请换更多的分屏。");
});
