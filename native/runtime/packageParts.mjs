import { chmodSync, copyFileSync, cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Lays what the package takes from this machine, named as electron-builder.yml and main/nativeParts.ts expect it.
 *
 * @param {Pick<import("./provided.mjs").Provided, "electron" | "sqliteAddon" | "ffmpeg">} provided
 * @param {string} folder Where; must not exist.
 */
export const layParts = ({ electron, sqliteAddon, ffmpeg }, folder) => {
  const runtime = dirname(electron.path);
  // The program comes as an archive: what else an Electron would load stays behind.
  const loaded = ["app", "default_app.asar"].map((name) => join(runtime, "resources", name));
  cpSync(runtime, join(folder, "electron"), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !loaded.includes(path),
  });
  layFile(sqliteAddon.forElectron, join(folder, "sqlite/better_sqlite3.node"), 0o644);
  layFile(ffmpeg.path, join(folder, "ffmpeg", process.platform === "win32" ? "ffmpeg.exe" : "ffmpeg"), 0o755);
};

/** @param {string} source @param {string} target @param {number} mode */
const layFile = (source, target, mode) => {
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(source, target);
  chmodSync(target, mode);
};
