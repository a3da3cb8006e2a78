import { app } from "electron";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { demonstrationSettings, type DemonstrationSettings } from "../app/contract/supervision";

/** How the program was started. */
export interface Options {
  /** Holds database, backups, logs and the sealed key. */
  readonly dataFolder: string;
  /** Where snapshots go unless another folder was chosen: among the user's pictures; of a demonstration, which leaves nothing behind, in its own folder. */
  readonly snapshotFolder: string;
  /** Set by `--demonstration`: simulated cameras, throw-away key. */
  readonly demonstration: DemonstrationSettings | null;
}

/** A demonstration keeps its settings, the cameras' throw-away password among them, in a file and not in an argument. */
const demonstrationFile = "demonstration.json";

/** The program's own name, among the user's pictures. */
const snapshotFolderName = "值守";

/**
 * Reads `--data-folder=<path>` and `--demonstration`. Throws with a plain sentence when the demonstration's file is
 * missing or wrong: it is written by `npm start`, not by a person.
 */
export const readOptions = (): Options => {
  const folder = app.commandLine.getSwitchValue("data-folder");
  const dataFolder = folder === "" ? join(app.getPath("appData"), "zhishou") : resolve(folder);
  if (!app.commandLine.hasSwitch("demonstration"))
    return { dataFolder, snapshotFolder: join(app.getPath("pictures"), snapshotFolderName), demonstration: null };
  const text = readFileSync(join(dataFolder, demonstrationFile), "utf8");
  return {
    dataFolder,
    snapshotFolder: join(dataFolder, "snapshots"),
    demonstration: demonstrationSettings.parse(JSON.parse(text)),
  };
};
