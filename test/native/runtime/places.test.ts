import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeWhole } from "../../../native/runtime/places.mjs";

let parent = "";

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "places-"));
});

afterEach(() => {
  rmSync(parent, { recursive: true });
});

const fillWith = (text: string) => (folder: string) => {
  writeFileSync(join(folder, "file"), text);
  return Promise.resolve();
};

describe("makeWhole", () => {
  it("leaves the folder, and it alone", async () => {
    await makeWhole(join(parent, "made"), fillWith("all"));
    expect(readdirSync(parent)).toEqual(["made"]);
  });

  it("leaves nothing when filling it fails", async () => {
    const filling = makeWhole(join(parent, "made"), async (folder) => {
      await fillWith("half")(folder);
      throw new Error("disk full");
    });
    await expect(filling).rejects.toThrow("disk full");
    expect(readdirSync(parent)).toEqual([]);
  });

  it("keeps the first of two that were made at once", async () => {
    const target = join(parent, "made");
    await makeWhole(target, async (folder) => {
      await fillWith("second")(folder);
      mkdirSync(target);
      await fillWith("first")(target);
    });
    expect(readFileSync(join(target, "file"), "utf8")).toBe("first");
  });

  it("removes what a set-up that was killed has left, but not what another is at", async () => {
    // Beyond the largest process id that Linux gives.
    const dead = join(parent, "unfinished-4194305-made");
    const alive = join(parent, "unfinished-1-made");
    mkdirSync(dead);
    mkdirSync(alive);
    await makeWhole(join(parent, "other"), fillWith("all"));
    expect(existsSync(dead)).toBe(false);
    expect(existsSync(alive)).toBe(true);
  });
});
