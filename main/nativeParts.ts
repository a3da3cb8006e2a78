import { join } from "node:path";

/** Where the parts that are not JavaScript are, by the variable that tells it to the process that needs it. */
export type NativeParts = Readonly<Record<"ZHISHOU_SQLITE_ADDON" | "FFMPEG_BIN", string | undefined>>;

/**
 * The packaged program brings its own parts (electron-builder.yml, `extraResources`) and heeds no variable: whoever may
 * set one must not choose what it runs. In development the set-up names them in the environment.
 */
export const locateNativeParts = (program: {
  readonly isPackaged: boolean;
  readonly resourcesFolder: string;
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
}): NativeParts => {
  const { isPackaged, resourcesFolder, platform, environment } = program;
  if (!isPackaged)
    return { ZHISHOU_SQLITE_ADDON: environment["ZHISHOU_SQLITE_ADDON"], FFMPEG_BIN: environment["FFMPEG_BIN"] };
  return {
    ZHISHOU_SQLITE_ADDON: join(resourcesFolder, "sqlite", "better_sqlite3.node"),
    FFMPEG_BIN: join(resourcesFolder, "ffmpeg", platform === "win32" ? "ffmpeg.exe" : "ffmpeg"),
  };
};
