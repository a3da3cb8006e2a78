import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commandNames, commands } from "../../../../renderer/features/keyboard/commands";
import { canBeChosen, commandOf, keymapOf } from "../../../../renderer/features/keyboard/keymap";

describe("the keys", () => {
  it("are the built-in ones until somebody chooses", () => {
    for (const name of commandNames) expect(keymapOf({})[name]).toEqual(commands[name].keys);
  });

  it("go to the command they were chosen for, and from the one that had them", () => {
    const keymap = keymapOf({ sound: "I" });
    expect(commandOf(keymap, "I")).toBe("sound");
    expect(commandOf(keymap, "M")).toBeNull();
    expect(keymap.facts).toEqual([]);
  });

  it("never mean two things", () => {
    const keys = ["A", "I", "M", "Ctrl+Z", "Enter", "/", "F9"];
    const choices = fc.dictionary(fc.constantFrom(...commandNames), fc.constantFrom(...keys));
    fc.assert(
      fc.property(choices, (chosen) => {
        const all = Object.values(keymapOf(chosen)).flat();
        expect(new Set(all).size).toBe(all.length);
      }),
    );
  });

  it("leaves digits to the cameras", () => {
    expect(canBeChosen("5")).toBe(false);
    expect(canBeChosen("Ctrl+5")).toBe(true);
  });
});
