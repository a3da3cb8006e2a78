import { describe, expect, it } from "vitest";
import { readProvided } from "../../../native/runtime/provided.mjs";
import { setUp } from "../../../native/runtime/setUp.mjs";

describe("the set-up", () => {
  it("has nothing to do a second time", async () => {
    const before = readProvided();
    const lines: string[] = [];
    const provided = await setUp({ groups: ["test"], log: (line) => lines.push(line) });
    expect(provided).toEqual(before);
    // "·" announces slow work, "✓" is a step's outcome.
    expect(lines.map((line) => line.slice(0, 1))).toEqual(["✓", "✓", "✓", "✓", "✓"]);
  });
});
