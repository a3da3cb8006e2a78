import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { locateNativeParts } from "../../main/nativeParts";

const environment = { ZHISHOU_SQLITE_ADDON: "/cache/addon.node", FFMPEG_BIN: "/usr/bin/ffmpeg" };
const resourcesFolder = join("/opt", "Zhishou", "resources");

describe("the native parts", () => {
  it("are those the set-up names, in development", () => {
    const program = { isPackaged: false, resourcesFolder, platform: "linux" } as const;
    expect(locateNativeParts({ ...program, environment })).toEqual(environment);
    expect(locateNativeParts({ ...program, environment: {} })).toEqual({});
  });

  it.each([
    ["linux", "ffmpeg"],
    ["darwin", "ffmpeg"],
    ["win32", "ffmpeg.exe"],
  ] as const)("are the package's own on %s, whatever the environment says", (platform, ffmpeg) => {
    expect(locateNativeParts({ isPackaged: true, resourcesFolder, platform, environment })).toEqual({
      ZHISHOU_SQLITE_ADDON: join(resourcesFolder, "sqlite", "better_sqlite3.node"),
      FFMPEG_BIN: join(resourcesFolder, "ffmpeg", ffmpeg),
    });
  });
});
