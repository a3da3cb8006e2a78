import { randomBytes, scryptSync } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** What of Electron's `safeStorage` is needed, by shape. */
export interface KeyStore {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(sealed: Buffer): string;
  /** Linux only: `basic_text` keeps the key in the clear. */
  getSelectedStorageBackend?(): string;
}

/**
 * How the database key is kept, in `database-key.json` of the data folder:
 *
 *     sealed      by the platform's key store (keyring, DPAPI, Keychain)
 *     passphrase  derived at each start from what a person types; only the salt is kept
 *     throwAway   in the clear, for demonstration and tests; refused for real data
 */
const keyFile = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("sealed"), sealedBase64: z.base64() }),
  z.object({ kind: z.literal("passphrase"), saltBase64: z.base64() }),
  z.object({ kind: z.literal("throwAway"), keyBase64: z.base64() }),
]);
type KeyFile = z.infer<typeof keyFile>;

export type Secret =
  | { readonly kind: "key"; readonly key: Uint8Array }
  | {
      readonly kind: "passphraseNeeded";
      /** No database has been made with a passphrase yet: what is typed now becomes it. */
      readonly firstTime: boolean;
      /** Derives the key: scrypt, N = 2^17, r = 8, p = 1 (about half a second). */
      readonly keyFrom: (passphrase: string) => Uint8Array;
    };

/** The key file cannot be read or belongs to another kind of data folder. Its message says what to do. */
export class SecretError extends Error {}

const keyBytes = 32;

const readKeyFile = (path: string): KeyFile | null => {
  if (!existsSync(path)) return null;
  try {
    return keyFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    // Never replaced by a new key: the database would be lost with it.
    throw new SecretError(`${path} cannot be read; restore it from a copy of the data folder`);
  }
};

const writeKeyFile = (path: string, file: KeyFile): void => {
  const draft = `${path}.new`;
  writeFileSync(draft, JSON.stringify(file), { mode: 0o600, flush: true });
  renameSync(draft, path);
};

const keepsInTheClear = (store: KeyStore): boolean =>
  !store.isEncryptionAvailable() || ["basic_text", "unknown"].includes(store.getSelectedStorageBackend?.() ?? "");

const passphraseNeeded = (salt: Buffer, firstTime: boolean): Secret => ({
  kind: "passphraseNeeded",
  firstTime,
  keyFrom: (passphrase) =>
    scryptSync(passphrase.normalize("NFKC"), salt, keyBytes, { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }),
});

/**
 * Finds or makes the key of the database in `dataFolder`. `databaseExists` tells whether a passphrase was ever used.
 * Throws {@link SecretError}.
 */
export const obtainSecret = (parts: {
  readonly dataFolder: string;
  readonly throwAway: boolean;
  readonly databaseExists: boolean;
  readonly keyStore: KeyStore;
}): Secret => {
  const path = join(parts.dataFolder, "database-key.json");
  const kept = readKeyFile(path);
  if (kept !== null && (kept.kind === "throwAway") !== parts.throwAway)
    throw new SecretError("a demonstration and real data cannot share one data folder; start with another folder");

  if (kept === null && parts.databaseExists)
    throw new SecretError(`${path} is missing but the database is there; restore it from a copy of the data folder`);

  switch (kept?.kind) {
    case "throwAway":
      return { kind: "key", key: Buffer.from(kept.keyBase64, "base64") };
    case "sealed": {
      const key = parts.keyStore.decryptString(Buffer.from(kept.sealedBase64, "base64"));
      return { kind: "key", key: Buffer.from(key, "base64") };
    }
    case "passphrase":
      return passphraseNeeded(Buffer.from(kept.saltBase64, "base64"), !parts.databaseExists);
    case undefined:
      break;
  }

  const key = randomBytes(keyBytes);
  if (parts.throwAway) {
    writeKeyFile(path, { kind: "throwAway", keyBase64: key.toString("base64") });
    return { kind: "key", key };
  }
  if (keepsInTheClear(parts.keyStore)) {
    const salt = randomBytes(16);
    writeKeyFile(path, { kind: "passphrase", saltBase64: salt.toString("base64") });
    return passphraseNeeded(salt, true);
  }
  const sealed = parts.keyStore.encryptString(key.toString("base64"));
  writeKeyFile(path, { kind: "sealed", sealedBase64: sealed.toString("base64") });
  return { kind: "key", key };
};
