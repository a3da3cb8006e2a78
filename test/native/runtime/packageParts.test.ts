import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { locateNativeParts } from "../../../main/nativeParts";
import { layParts } from "../../../native/runtime/packageParts.mjs";

describe("the parts laid for a package", () => {
  let folder = "";
  let parts = "";

  /** A file closed to others that holds its own name. */
  const make = (name: string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, name, { mode: 0o600 });
    return path;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "parts-"));
    parts = join(folder, "parts");
    for (const name of ["app/main.cjs", "default_app.asar", "electron.pak"]) make(`electron/resources/${name}`);
    layParts(
      {
        electron: { path: make("electron/electron"), version: "33.2.1", nodeApi: 9, route: "test" },
        sqliteAddon: { forElectron: make("cache/compiled.node"), forNode: make("cache/other.node") },
        ffmpeg: { path: make("bin/ffmpeg-7.1"), version: "7.1", route: "test" },
      },
      parts,
    );
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are where the packaged program looks for them, for everyone to read and to run", () => {
    const { ZHISHOU_SQLITE_ADDON: addon = "", FFMPEG_BIN: ffmpeg = "" } = locateNativeParts({
      isPackaged: true,
      resourcesFolder: parts,
      platform: process.platform,
      environment: {},
    });
    expect(readFileSync(addon, "utf8")).toBe("cache/compiled.node");
    expect(statSync(addon).mode & 0o777).toBe(0o644);
    expect(readFileSync(ffmpeg, "utf8")).toBe("bin/ffmpeg-7.1");
    expect(statSync(ffmpeg).mode & 0o777).toBe(0o755);
  });

  it("hold Electron, but no program that it would load instead of ours", () => {
    const isLaid = (name: string): boolean => existsSync(join(parts, "electron", name));
    expect(["electron", "resources/electron.pak"].filter(isLaid)).toEqual(["electron", "resources/electron.pak"]);
    expect(["resources/app", "resources/default_app.asar"].filter(isLaid)).toEqual([]);
  });
});
