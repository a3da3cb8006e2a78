import { configureStore } from "@reduxjs/toolkit";
import { describe, expect, it } from "vitest";
import { keepPreferences } from "../../../../renderer/features/settings/keepPreferences";
import {
  preferencesChanged,
  preferencesSlice,
  type Preferences,
} from "../../../../renderer/features/settings/preferencesSlice";
import type { Store } from "../../../../renderer/store";

const openPage = (remembered: string | null, kept: { text: string | null } = { text: remembered }) => {
  const store = configureStore({ reducer: { preferences: preferencesSlice.reducer } });
  const shown: Preferences[] = [];
  const page = new EventTarget();
  keepPreferences(
    store as unknown as Store,
    {
      getItem: () => kept.text,
      setItem: (_key, text) => {
        kept.text = text;
      },
    },
    page as Window,
    (now) => shown.push(now),
  );
  const otherWindowChose = (newValue: string): void => {
    page.dispatchEvent(Object.assign(new Event("storage"), { key: "zhishou.preferences", newValue }));
  };
  return { store, shown, kept, otherWindowChose };
};

describe("the preferences of a workstation", () => {
  it("start Chinese and dark", () => {
    expect(openPage(null).shown).toEqual([{ language: "zh-CN", scheme: "dark", keys: {} }]);
  });

  it("are shown at once and are there at the next start", () => {
    const first = openPage(null);
    first.store.dispatch(preferencesChanged({ scheme: "light" }));
    expect(first.shown.at(-1)).toEqual({ language: "zh-CN", scheme: "light", keys: {} });
    expect(openPage(first.kept.text).shown).toEqual([{ language: "zh-CN", scheme: "light", keys: {} }]);
  });

  it.each([
    ["nothing of ours", "yes", { language: "zh-CN", scheme: "dark", keys: {} }],
    ["half a text", '{"language":', { language: "zh-CN", scheme: "dark", keys: {} }],
    ["a key of no command", '{"scheme":"light","keys":{"fly":"F"}}', { language: "zh-CN", scheme: "light", keys: {} }],
    ["one bad choice", '{"language":"en","scheme":"pink"}', { language: "en", scheme: "dark", keys: {} }],
  ])("keep what can be read of %s", (_, text, expected) => {
    expect(openPage(text).shown.at(-1)).toEqual(expected);
  });

  it("follow another window", () => {
    const { shown, otherWindowChose } = openPage(null);
    otherWindowChose('{"language":"en","scheme":"light"}');
    expect(shown.at(-1)).toEqual({ language: "en", scheme: "light", keys: {} });
  });

  it("stay when another window leaves something unreadable", () => {
    const { shown, otherWindowChose } = openPage('{"language":"en","scheme":"light"}');
    otherWindowChose("?");
    expect(shown.at(-1)).toEqual({ language: "en", scheme: "light", keys: {} });
  });
});
