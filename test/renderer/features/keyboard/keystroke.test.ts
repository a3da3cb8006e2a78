import { describe, expect, it } from "vitest";
import { keystrokeLabel, keystrokeOf, type KeyPress } from "../../../../renderer/features/keyboard/keystroke";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

describe("a keystroke", () => {
  it.each([
    [press("m"), "M"],
    [press("M", { shiftKey: true }), "Shift+M"],
    [press("z", { ctrlKey: true }), "Ctrl+Z"],
    [press("Z", { metaKey: true, shiftKey: true }), "Ctrl+Shift+Z"],
    [press("?", { shiftKey: true }), "?"],
    [press("ArrowLeft", { shiftKey: true }), "Shift+ArrowLeft"],
    [press("+", { ctrlKey: true, shiftKey: true }), "Ctrl++"],
    [press(" "), "Space"],
    [press("F11"), "F11"],
  ])("%o is %s", (event, expected) => {
    expect(keystrokeOf(event)).toBe(expected);
  });

  it.each(["Control", "Shift", "Alt", "Meta", "Process"])("is not %s alone", (key) => {
    expect(keystrokeOf(press(key))).toBeNull();
  });

  it("is shown as the keys are printed", () => {
    expect(keystrokeLabel("Ctrl+Shift+Z")).toBe("Ctrl + Shift + Z");
    expect(keystrokeLabel("Ctrl++")).toBe("Ctrl + +");
    expect(keystrokeLabel("+")).toBe("+");
    expect(keystrokeLabel("ArrowLeft")).toBe("←");
  });
});
