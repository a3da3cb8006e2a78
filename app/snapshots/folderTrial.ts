import { constants } from "node:fs";
import { access, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { SnapshotPlace } from "../contract/snapshot";
import { failure, type Failure } from "../domain/failure";
import type { Patience } from "./patience";
import { fileFailure, partOf, type WritePicture } from "./pictureFile";

/** Room for one snapshot. */
const leastFreeBytes = 1024 * 1024;

/** How a folder is asked, and how it is written. */
export interface FolderAccess {
  readonly patience: Patience;
  readonly write: WritePicture;
}

/**
 * Writes as much as a snapshot into the folder and takes it away again: rights, a full disk and a read-only one show
 * no other way on every system. Null when that worked. `id` names the file.
 */
export const tryFolder = async (
  place: SnapshotPlace,
  id: string,
  { patience, write }: FolderAccess,
): Promise<Failure | null> => {
  const file = join(place.folder, `.${id}.part`);
  try {
    await patience.run(place.folder, async () => {
      await write(place, file, new Uint8Array(leastFreeBytes));
      await rm(file, { force: true });
    });
    return null;
  } catch (thrown) {
    return knownFailure(thrown, place);
  }
};

/** Looks without writing whether a snapshot would find its place. Null when nothing speaks against it. */
export const lookAtFolder = async (
  place: SnapshotPlace,
  { patience }: Pick<FolderAccess, "patience">,
): Promise<Failure | null> => {
  try {
    return await patience.run(place.folder, () => look(place.folder));
  } catch (thrown) {
    const why = knownFailure(thrown, place);
    return place.isDefault && why.detail === "ENOENT" ? null : why;
  }
};

const look = async (folder: string): Promise<Failure | null> => {
  if (!(await stat(folder)).isDirectory()) return failure("folderUnusable", "ENOTDIR", partOf(folder));
  await access(folder, constants.W_OK | constants.X_OK);
  const { blocks, bavail, bsize } = await statfs(folder);
  // Some network shares count no blocks at all.
  return blocks > 0 && bavail * bsize < leastFreeBytes ? failure("diskFull", "statfs", partOf(folder)) : null;
};

const knownFailure = (thrown: unknown, { folder }: SnapshotPlace): Failure => {
  const why = fileFailure(thrown, folder);
  if (why === null) throw thrown;
  return why;
};
