import { describe, expect, it } from "vitest";
import { debianPackages, missingPackages, nameInRelease } from "../../../native/runtime/debianPackages.mjs";

describe("system packages", () => {
  it("asks for what is not installed", () => {
    expect(missingPackages(["libnss3", "libgbm1"], new Set(["libgbm1"]))).toEqual(["libnss3"]);
  });

  it("takes a library under the name it has since its times are 64 bits wide", () => {
    const installed = new Set(["libasound2t64", "libgtk-3-0t64"]);
    expect(missingPackages(["libasound2", "libgtk-3-0", "libnss3"], installed)).toEqual(["libnss3"]);
  });

  it("installs it by the name that the release knows", () => {
    const debian12 = new Set(["libasound2", "libnss3"]);
    const debian13 = new Set(["libasound2", "libasound2t64", "libnss3"]);
    expect(nameInRelease("libasound2", debian12)).toBe("libasound2");
    expect(nameInRelease("libasound2", debian13)).toBe("libasound2t64");
    expect(nameInRelease("libnss3", debian13)).toBe("libnss3");
  });

  it("names no package twice", () => {
    const all = Object.values(debianPackages).flat();
    expect(new Set(all).size).toBe(all.length);
  });
});
