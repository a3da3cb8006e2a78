import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

/**
 * SQLite says the same ("file is not a database") of a wrong key and of a damaged first page. A fingerprint of the key
 * beside the file tells them apart: with a matching one, it is the file that is damaged.
 */
const fingerprint = (key: Uint8Array): Buffer => createHmac("sha256", key).update("zhishou database key").digest();

export const keyCheckFileOf = (file: string): string => `${file}.keycheck`;

/** Whether the database was last opened with this key; null when that is not on record. */
export const keyWasRight = (file: string, key: Uint8Array): boolean | null => {
  const checkFile = keyCheckFileOf(file);
  if (!existsSync(checkFile)) return null;
  const recorded = Buffer.from(readFileSync(checkFile, "utf8").trim(), "hex");
  const expected = fingerprint(key);
  return recorded.length === expected.length ? timingSafeEqual(recorded, expected) : null;
};

export const recordKey = (file: string, key: Uint8Array): void => {
  if (keyWasRight(file, key) !== true)
    writeFileSync(keyCheckFileOf(file), `${fingerprint(key).toString("hex")}\n`, { mode: 0o600 });
};
