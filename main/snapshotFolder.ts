import { mkdir, stat } from "node:fs/promises";
import type { WebContents } from "electron";
import type { Log } from "../app/base/log";
import type { SnapshotPlace } from "../app/contract/snapshot";

/** The snapshot folder as a person meets it in the system: its window of files, and the dialog that chooses another. */
export interface ShownFolder {
  /** The station says where snapshots go. */
  moved(place: SnapshotPlace): void;
  open(): Promise<void>;
  /** One dialog for each window; whether the choice is taken is the station's to say. */
  chooseFor(contents: WebContents): Promise<void>;
}

export const createSnapshotFolder = (parts: {
  /** Answers with what went wrong, else the empty string. */
  readonly openPath: (path: string) => Promise<string>;
  /** Null when the person thought better of it. */
  readonly choose: (contents: WebContents, startAt: string | null) => Promise<string | null>;
  readonly offer: (contents: WebContents, folder: string) => void;
  readonly log: Log;
}): ShownFolder => {
  const { openPath, choose, offer, log } = parts;
  let opening = false;
  const choosing = new WeakSet<WebContents>();
  let place: SnapshotPlace | null = null;

  /** Nothing but a folder is opened: the system would run a program that stands in its place. */
  const show = async ({ folder, isDefault }: SnapshotPlace): Promise<string> => {
    if (isDefault) await mkdir(folder, { recursive: true, mode: 0o700 });
    return (await stat(folder)).isDirectory() ? openPath(folder) : "it is no folder";
  };

  return {
    moved: (to) => {
      place = to;
    },
    open: async () => {
      // A share whose server is gone answers late or never: what was pressed meanwhile waits for nothing.
      if (place === null || opening) return;
      opening = true;
      const trouble = await show(place).catch(String);
      opening = false;
      if (trouble !== "") log.warn({ trouble }, "the snapshot folder cannot be shown");
    },
    chooseFor: async (contents) => {
      if (choosing.has(contents)) return;
      choosing.add(contents);
      try {
        const folder = await choose(contents, place?.folder ?? null);
        if (folder !== null) offer(contents, folder);
      } catch (thrown) {
        log.warn({ error: String(thrown) }, "no folder could be chosen");
      } finally {
        choosing.delete(contents);
      }
    },
  };
};
