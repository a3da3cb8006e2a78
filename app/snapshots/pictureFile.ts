import { mkdir, open, rm } from "node:fs/promises";
import type { SnapshotFormat, SnapshotPlace } from "../contract/snapshot";
import { failure, type Failure } from "../domain/failure";

const beginnings: Readonly<Record<SnapshotFormat, readonly number[]>> = {
  /** SOI and the first byte of the next marker, ITU-T T.81 B.1.1.3. */
  jpeg: [0xff, 0xd8, 0xff],
  /** PNG (ISO/IEC 15948) 5.2. */
  png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** Only a picture goes into the folder, whatever the page sends. */
export const isPicture = (format: SnapshotFormat, picture: Uint8Array): boolean =>
  beginnings[format].every((byte, index) => picture[index] === byte);

/**
 * Writes a new file to the disk itself and not only to the system's memory. Makes the default folder where there is none;
 * in the place of a chosen one, on a disk that was pulled out, pictures would be hidden from the person who looks there.
 */
export type WritePicture = (place: SnapshotPlace, file: string, picture: Uint8Array) => Promise<void>;

/** Only this account may look at what was recorded. */
export const writePicture: WritePicture = async ({ folder, isDefault }, file, picture) => {
  if (isDefault) await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(file, "wx", 0o600);
  try {
    await handle.writeFile(picture);
    await handle.sync();
  } catch (thrown) {
    await rm(file, { force: true });
    throw thrown;
  } finally {
    await handle.close();
  }
};

/** A folder as a failure names it. */
export const partOf = (folder: string): string => folder.slice(0, 200);

/** Null when it was not the file system that threw. */
export const fileFailure = (thrown: unknown, folder: string): Failure | null => {
  if (!(thrown instanceof Error) || !("syscall" in thrown) || !("code" in thrown)) return null;
  const code = String(thrown.code);
  const kind = code === "ENOSPC" || code === "EDQUOT" ? "diskFull" : "folderUnusable";
  return failure(kind, code, partOf(folder));
};
