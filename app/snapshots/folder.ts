import { dirname } from "node:path";
import type { z } from "zod";
import type { Audit } from "../accounts";
import type { Log } from "../base/log";
import { shellChannels } from "../contract/shellBridge";
import type { SnapshotFolder, snapshotFolderChange, SnapshotPlace } from "../contract/snapshot";
import type { Database } from "../database";
import type { RequestContext } from "../dispatch/context";
import { refusal, success, type Result } from "../domain/result";
import { readChoice, saveChoice } from "./folderChoice";
import { lookAtFolder, tryFolder } from "./folderTrial";
import type { Patience } from "./patience";
import { fileFailure, writePicture, type WritePicture } from "./pictureFile";

type FolderChange = z.infer<typeof snapshotFolderChange>;
type Asking = Pick<RequestContext, "operator" | "windowName" | "audit">;

/** Which folder this workstation's snapshots go to. */
export interface FolderOfSnapshots {
  readonly place: SnapshotPlace;
  describe(): Promise<SnapshotFolder>;
  /** A person chose it in the dialog of this window; it counts once the window asks for it by `change`. */
  offer(windowName: string, folder: string): void;
  /**
   * From the next snapshot on, and after a restart. The new folder is written to first; what cannot be written, or not
   * be remembered, is refused (`folderUnusable`, `diskFull`, both with the folder as `part`) and nothing changes.
   * `notFound` when nobody chose a folder in this window.
   */
  change(wish: FolderChange, request: Asking): Promise<Result<SnapshotFolder>>;
  onChanged(listener: (place: SnapshotPlace) => void): void;
}

export interface FolderSettings {
  readonly defaultFolder: string;
  readonly choiceFile: string;
  readonly database: Pick<Database, "write">;
  readonly audit: Audit;
  readonly log: Log;
  readonly patience: Patience;
  readonly id: () => string;
  readonly write?: WritePicture;
}

export const createFolder = (settings: FolderSettings): FolderOfSnapshots => {
  const { defaultFolder, choiceFile, database, audit, log, patience, id, write = writePicture } = settings;
  const kept = readChoice(choiceFile, log);
  const offered = new Map<string, string>();
  const listeners: ((place: SnapshotPlace) => void)[] = [];
  let chosen = kept.folder;
  let choiceLost = kept.lost;

  const placeOf = (folder: string | null): SnapshotPlace => ({
    folder: folder ?? defaultFolder,
    isDefault: folder === null,
  });
  const describe = async (): Promise<SnapshotFolder> => {
    const place = placeOf(chosen);
    return { ...place, choiceLost, trouble: await lookAtFolder(place, { patience }) };
  };

  /** The request's own row says no path, for the page names none. */
  const traceChoice = (folder: string, { operator, windowName }: Asking): void => {
    database.write((db) => {
      const request = shellChannels.chooseSnapshotFolder;
      audit.record(db, { operatorId: operator.id, windowName, request, outcome: "done", details: { folder } });
    });
  };

  /** Remembered and audited, or neither. */
  const remember = (folder: string | null, request: Asking): void => {
    saveChoice(choiceFile, folder);
    try {
      database.write((db) => {
        request.audit(db);
      });
    } catch (thrown) {
      saveChoice(choiceFile, chosen);
      throw thrown;
    }
  };

  return {
    get place() {
      return placeOf(chosen);
    },
    describe,
    offer: (windowName, folder) => {
      offered.set(windowName, folder);
    },
    change: async ({ to }, request) => {
      const folder = to === "default" ? null : offered.get(request.windowName);
      if (folder === undefined) return refusal("notFound", "no folder was chosen in this window", "input.to");
      if (folder !== null) traceChoice(folder, request);
      offered.delete(request.windowName);
      const trouble = await tryFolder(placeOf(folder), id(), { patience, write });
      if (trouble !== null) return { ok: false, error: trouble };
      try {
        remember(folder, request);
      } catch (thrown) {
        const why = fileFailure(thrown, dirname(choiceFile));
        if (why === null) throw thrown;
        return { ok: false, error: why };
      }
      chosen = folder;
      choiceLost = false;
      for (const listener of listeners) listener(placeOf(chosen));
      return success(await describe());
    },
    onChanged: (listener) => {
      listeners.push(listener);
    },
  };
};
