import { describe, expect, it } from "vitest";
import { isInstalled } from "../../../native/runtime/npmPackages.mjs";

const wanted = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" },
    "node_modules/fsevents": { version: "2.3.3", integrity: "sha512-b", optional: true },
  },
};

describe("npm packages", () => {
  it("are there when every one is as locked, the optional of another platform aside", () => {
    expect(isInstalled(wanted, { packages: { "node_modules/zod": { version: "4.6.7", integrity: "sha512-a" } } })).toBe(
      true,
    );
  });

  it.each([
    ["nothing is installed", {}],
    ["one is missing", { packages: { "node_modules/fsevents": { version: "2.3.3", integrity: "sha512-b" } } }],
    ["one is older", { packages: { "node_modules/zod": { version: "4.6.6", integrity: "sha512-a" } } }],
    ["one is of another make", { packages: { "node_modules/zod": { version: "4.6.7", integrity: "sha512-c" } } }],
  ])("are not when %s", (_, installed) => {
    expect(isInstalled(wanted, installed)).toBe(false);
  });
});
