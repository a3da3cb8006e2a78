import { describe, expect, it } from "vitest";
import { chooseAddon } from "../../../native/runtime/sqliteAddon.mjs";

describe("the SQLite addon", () => {
  it.each([
    { runtime: "Node 20, Electron 33", nodeApi: 9, hasPrebuilt: true, addon: "compiled" },
    { runtime: "Node 22.14 and newer", nodeApi: 10, hasPrebuilt: true, addon: "prebuilt" },
    { runtime: "a platform without one", nodeApi: 10, hasPrebuilt: false, addon: "compiled" },
  ])("is $addon for $runtime", ({ nodeApi, hasPrebuilt, addon }) => {
    expect(chooseAddon({ nodeApi, hasPrebuilt })).toBe(addon);
  });
});
