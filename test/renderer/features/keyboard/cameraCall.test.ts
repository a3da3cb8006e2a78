import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callStep, type CallStep } from "../../../../renderer/features/keyboard/cameraCall";

/** What comes of keys typed one after the other; null when the last one was not for a call. */
const type = (...keystrokes: readonly string[]): CallStep | null =>
  keystrokes.reduce<CallStep | null>(
    (step, keystroke) => callStep(step?.kind === "typing" ? step.call : null, keystroke),
    null,
  );

describe("calling a camera by its number", () => {
  it("puts it on the chosen tile", () => {
    expect(type("3", "7", "Enter")).toEqual({ kind: "called", camera: 37, tile: null });
  });

  it.each([".", "*"])("puts it on the tile behind %s", (separator) => {
    expect(type("3", "7", separator, "5", "Enter")).toEqual({ kind: "called", camera: 37, tile: 5 });
  });

  it("can be corrected and called off", () => {
    expect(type("3", "8", "Backspace", "7", "Enter")).toEqual({ kind: "called", camera: 37, tile: null });
    expect(type("3", ".", "5", "Backspace", "Backspace", "7", "Enter")).toMatchObject({ camera: 37, tile: null });
    expect(type("3", "Escape")).toEqual({ kind: "idle" });
    expect(type("3", "Backspace")).toEqual({ kind: "idle" });
  });

  it("takes no notice of zeros in front, which some keyboards send", () => {
    expect(type("0", "0", "3", "7", "Enter")).toMatchObject({ camera: 37 });
    expect(type("0")).toBeNull();
    expect(type("1", "0", "Enter")).toMatchObject({ camera: 10 });
  });

  it("leaves every other key alone", () => {
    expect(type("Enter")).toBeNull();
    expect(type("3", "M")).toBeNull();
  });

  it("takes any keys without a number beyond its bounds", () => {
    const keys = fc.array(fc.constantFrom("0", "1", "7", "9", ".", "*", "Enter", "Backspace", "Escape"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(keys, (pressed) => {
        const step = type(...pressed, "1", "Enter");
        if (step?.kind !== "called") throw new Error("a digit and Enter always call");
        expect(step.camera).toBeLessThan(1_000_000);
        expect(step.tile ?? 0).toBeLessThan(100);
      }),
    );
  });
});
