import { createHash } from "node:crypto";
import { existsSync, renameSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import type { savedSnapshot, SnapshotPlace, snapshotWish } from "../contract/snapshot";
import type { Database } from "../database";
import type { RequestContext } from "../dispatch/context";
import { refusal, success, type Result } from "../domain/result";
import { snapshotFileName, type FileNameParts } from "./fileName";
import type { Patience } from "./patience";
import { fileFailure, isPicture, writePicture, type WritePicture } from "./pictureFile";

type SnapshotWish = z.infer<typeof snapshotWish>;
type SavedSnapshot = z.infer<typeof savedSnapshot>;

/** Pictures that an officer keeps. */
export interface Snapshots {
  /**
   * Writes the picture under its camera's name and its own time. It is in the folder only once it is whole and its
   * audit row is written. Fails with `notFound` (no such camera), `invalidInput` (no picture, or another than its
   * SHA-256 says), `diskFull`, `folderUnusable`; what the database refuses is thrown (`DatabaseError`).
   */
  save(wish: SnapshotWish, request: Pick<RequestContext, "audit">): Promise<Result<SavedSnapshot>>;
}

export interface SnapshotsSettings {
  /** Where the next one goes. */
  readonly place: () => SnapshotPlace;
  /** Undefined for a camera that the records do not hold. */
  readonly cameraName: (cameraId: string) => string | undefined;
  readonly database: Pick<Database, "write">;
  readonly patience: Patience;
  readonly id: () => string;
  readonly write?: WritePicture;
}

const freeFileName = (folder: string, parts: Omit<FileNameParts, "copy">): string => {
  for (let copy = 1; ; copy += 1) {
    const name = snapshotFileName({ ...parts, copy });
    if (!existsSync(join(folder, name))) return name;
  }
};

export const createSnapshots = (settings: SnapshotsSettings): Snapshots => {
  const { place, cameraName, database, patience, id, write = writePicture } = settings;

  /** Picture and audit row come to be together: a picture without its row is taken away again. */
  const keep = (unfinished: string, file: string, request: Pick<RequestContext, "audit">): void => {
    let written = unfinished;
    try {
      renameSync(unfinished, file);
      written = file;
      database.write((db) => {
        request.audit(db);
      });
    } catch (thrown) {
      rmSync(written, { force: true });
      throw thrown;
    }
  };

  return {
    save: async ({ cameraId, takenAtUtcMs, format, sha256, picture }, request) => {
      const name = cameraName(cameraId);
      if (name === undefined) return refusal("notFound", "no such camera", "input.cameraId");
      if (!isPicture(format, picture)) return refusal("invalidInput", `not a ${format} picture`, "input.picture");
      if (createHash("sha256").update(picture).digest("hex") !== sha256)
        return refusal("invalidInput", "the picture is another one", "input.sha256");
      const current = place();
      const { folder } = current;
      const unfinished = join(folder, `.${id()}.part`);
      try {
        await patience.run(
          folder,
          () => write(current, unfinished, picture),
          () => rm(unfinished, { force: true }),
        );
        const extension = format === "jpeg" ? "jpg" : "png";
        const fileName = freeFileName(folder, { takenAtUtcMs, cameraName: name, cameraId, extension });
        keep(unfinished, join(folder, fileName), request);
        return success({ folder, fileName, bytes: picture.length });
      } catch (thrown) {
        const why = fileFailure(thrown, folder);
        if (why === null) throw thrown;
        return { ok: false, error: why };
      }
    },
  };
};
